import { roleRoutes, type Role } from '@sesame/contract/staff'
import { scopes, type Scope } from '@sesame/contract/permissions'
import type { Static } from '@sesame/contract/schema'
import { Alert, Button, Form, Input, Modal, Typography } from 'antd'
import { useState } from 'react'
import { isRefusal, useCommand } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { EditDrawer } from '../../../shared/edit-drawer.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { areasOf, changeOf, changesNothing } from '../../../shared/permissions/areas.ts'
import { GrantDiff } from '../../../shared/permissions/grant-diff.tsx'
import { PermissionTicks } from '../../../shared/permissions/permission-ticks.tsx'
import { ScopeChoice } from '../../../shared/permissions/scope-choice.tsx'
import { useSession } from '../../../shared/session.ts'
import { useText } from '../../../shared/text.ts'
import { RoleMembers } from './role-members.tsx'

type Known = Static<typeof Role>
type Values = { name: string; scope: Scope; permissions: string[] }
type RoleEditorProps = {
  /** Absent: a new one. */
  role: Known | undefined
  /** What a new one starts from. */
  pattern: Known | undefined
  onClose: () => void
  onCopy: () => void
}

const areas = areasOf('merchant')

/** Nobody gives a scope wider than their own. */
const within = (own: Scope): Scope[] => scopes.slice(scopes.indexOf(own)).filter((scope) => scope !== 'all')

export function RoleEditor({ role, pattern, onClose, onCopy }: RoleEditorProps) {
  const text = useText('roles')
  const words = useText('permissions')
  const notice = useNotice()
  const session = useSession('merchant')
  const [form] = Form.useForm<Values>()
  const [asked, setAsked] = useState<Values | undefined>(undefined)
  const add = useCommand(roleRoutes.addRole, { quiet: true })
  const edit = useCommand(roleRoutes.editRole, { quiet: true })
  const remove = useCommand(roleRoutes.removeRole, { quiet: true })
  const readOnly = role !== undefined && (role.preset || !session.can('role.edit'))

  const before = role ?? { scope: asked?.scope ?? 'store', permissions: [] }
  const change = asked && changeOf(areas, before, asked)
  const renamed = role && asked && role.name !== asked.name

  const save = async (body: Values) => {
    try {
      await (role ? edit.send({ params: { roleId: role.id }, body }) : add.send({ body }))
      notice.done(text('saved'))
      setAsked(undefined)
      onClose()
    } catch (error) {
      setAsked(undefined)
      if (isRefusal(error, 'role.name_taken')) form.setFields([{ name: 'name', errors: [error.message] }])
      else notice.failed(error)
    }
  }
  return (
    <EditDrawer<Values>
      id={role?.id ?? 'new'}
      onClose={onClose}
      title={role?.name ?? text('add')}
      form={form}
      initial={{
        name: role?.name ?? (pattern ? text('copy.name', { name: pattern.name }) : ''),
        scope: pattern?.scope ?? 'store',
        permissions: pattern?.permissions ?? [],
      }}
      saving={false}
      onSubmit={setAsked}
      readOnly={readOnly}
      width={640}
      actions={
        role &&
        session.can('role.edit') && (
          <>
            {!role.preset && (
              <ConfirmButton
                danger
                label={text('remove')}
                title={text('remove.title', { name: role.name })}
                hint={text('remove.hint')}
                facts={[{ label: text('members'), value: text('members.count', { count: role.members }) }]}
                disabled={role.members > 0}
                onConfirm={async () => {
                  await remove.send({ params: { roleId: role.id } })
                  notice.done(text('removed'))
                  onClose()
                }}
              />
            )}
            <Button onClick={onCopy}>{text('copy')}</Button>
          </>
        )
      }
    >
      {role?.preset && (
        <Alert type="info" showIcon title={text('preset.hint')} style={{ marginBottom: 16 }} />
      )}
      <Form.Item name="name" label={text('name')} rules={[{ required: true, whitespace: true, max: 60 }]}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="scope" label={words('scope')} rules={[{ required: true }]}>
        <ScopeChoice choices={readOnly ? scopes.slice(1) : within(session.scope)} readOnly={readOnly} />
      </Form.Item>
      <Form.Item
        name="permissions"
        label={text('permissions')}
        rules={[{ required: true, type: 'array', min: 1, message: text('permissions.required') }]}
      >
        <PermissionTicks areas={areas} readOnly={readOnly} mayGive={session.can} />
      </Form.Item>
      {role && <RoleMembers roleId={role.id} />}
      <Modal
        open={asked !== undefined}
        title={words('diff.title')}
        onCancel={() => setAsked(undefined)}
        onOk={() => asked && void save(asked)}
        okButtonProps={{ disabled: change !== undefined && changesNothing(change) && !renamed && !!role }}
        confirmLoading={add.sending || edit.sending}
        width={480}
      >
        {renamed && (
          <div style={{ marginBottom: 12 }}>
            <Typography.Text type="secondary">{words('diff.name')}</Typography.Text>
            <div>
              <Typography.Text delete>{role.name}</Typography.Text>
              {' → '}
              <Typography.Text strong>{asked.name}</Typography.Text>
            </div>
          </div>
        )}
        {change && !(renamed && changesNothing(change)) && <GrantDiff change={change} />}
        {role && role.members > 0 && (
          <Alert
            type="warning"
            showIcon
            title={text('affected', { count: role.members })}
            style={{ marginTop: 16 }}
          />
        )}
      </Modal>
    </EditDrawer>
  )
}
