import type { Scope } from '@sesame/contract/permissions'
import type { Static } from '@sesame/contract/schema'
import type { Role } from '@sesame/contract/staff'
import { Alert, Modal, Typography } from 'antd'
import { areasOf, changeOf, changesNothing } from '../../../shared/permissions/areas.ts'
import { GrantDiff } from '../../../shared/permissions/grant-diff.tsx'
import { useText } from '../../../shared/text.ts'

export type RoleValues = { name: string; scope: Scope; permissions: string[]; secondFactor: boolean }
type RoleChangeProps = {
  /** As it is; absent: a new one. */
  role: Static<typeof Role> | undefined
  /** As it shall be; absent: nothing is asked. */
  asked: RoleValues | undefined
  saving: boolean
  onCancel: () => void
  onSave: (values: RoleValues) => void
}

const areas = areasOf('merchant')

/** What saving would change and for how many, before it does. */
export function RoleChange({ role, asked, saving, onCancel, onSave }: RoleChangeProps) {
  const text = useText('roles')
  const words = useText('permissions')
  const change =
    asked && changeOf(areas, role ?? { scope: asked.scope, permissions: [], secondFactor: false }, asked)
  const isRenamed = role !== undefined && asked !== undefined && role.name !== asked.name
  const isIdle = role !== undefined && !isRenamed && change !== undefined && changesNothing(change)
  return (
    <Modal
      open={asked !== undefined}
      title={words('diff.title')}
      onCancel={onCancel}
      onOk={() => asked && onSave(asked)}
      okButtonProps={{ disabled: isIdle }}
      confirmLoading={saving}
      width={480}
    >
      {isRenamed && (
        <div style={{ marginBottom: 12 }}>
          <Typography.Text type="secondary">{words('diff.name')}</Typography.Text>
          <div>
            <Typography.Text delete>{role.name}</Typography.Text>
            {' → '}
            <Typography.Text strong>{asked.name}</Typography.Text>
          </div>
        </div>
      )}
      {change && !(isRenamed && changesNothing(change)) && <GrantDiff change={change} />}
      {role && role.members > 0 && (
        <Alert
          type="warning"
          showIcon
          title={text('affected', { count: role.members })}
          style={{ marginTop: 16 }}
        />
      )}
    </Modal>
  )
}
