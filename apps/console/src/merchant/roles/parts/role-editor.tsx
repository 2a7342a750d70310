import { roleRoutes, type Role } from '@sesame/contract/staff'
import { scopes, type Scope } from '@sesame/contract/permissions'
import type { Static } from '@sesame/contract/schema'
import { Alert, Form, Input } from 'antd'
import { useState } from 'react'
import { isRefusal, useCommand } from '../../../shared/api.ts'
import { EditDrawer } from '../../../shared/edit-drawer.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { areasOf } from '../../../shared/permissions/areas.ts'
import { PermissionTicks } from '../../../shared/permissions/permission-ticks.tsx'
import { SecondFactorSwitch } from '../../../shared/permissions/second-factor-switch.tsx'
import { ScopeChoice } from '../../../shared/permissions/scope-choice.tsx'
import { useSession } from '../../../shared/session.ts'
import { useText } from '../../../shared/text.ts'
import { RoleActions } from './role-actions.tsx'
import { RoleChange, type RoleValues } from './role-change.tsx'
import { RoleMembers } from './role-members.tsx'

type Known = Static<typeof Role>
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
  const notice = useNotice()
  const session = useSession('merchant')
  const [form] = Form.useForm<RoleValues>()
  const [asked, setAsked] = useState<RoleValues | undefined>(undefined)
  const add = useCommand(roleRoutes.addRole, { quiet: true })
  const edit = useCommand(roleRoutes.editRole, { quiet: true })
  const readOnly = role !== undefined && (role.preset || !session.can('role.edit'))

  const save = async (body: RoleValues) => {
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
    <EditDrawer<RoleValues>
      id={role?.id ?? 'new'}
      onClose={onClose}
      title={role?.name ?? text('add')}
      form={form}
      initial={{
        name: role?.name ?? (pattern ? text('copy.name', { name: pattern.name }) : ''),
        scope: pattern?.scope ?? 'store',
        permissions: pattern?.permissions ?? [],
        secondFactor: pattern?.secondFactor ?? false,
      }}
      saving={false}
      onSubmit={setAsked}
      readOnly={readOnly}
      width={640}
      actions={
        role && session.can('role.edit') && <RoleActions role={role} onCopy={onCopy} onGone={onClose} />
      }
    >
      {role?.preset && (
        <Alert type="info" showIcon title={text('preset.hint')} style={{ marginBottom: 16 }} />
      )}
      <RoleFields readOnly={readOnly} />
      {role && <RoleMembers roleId={role.id} />}
      <RoleChange
        role={role}
        asked={asked}
        saving={add.sending || edit.sending}
        onCancel={() => setAsked(undefined)}
        onSave={(values) => void save(values)}
      />
    </EditDrawer>
  )
}

function RoleFields({ readOnly }: { readOnly: boolean }) {
  const text = useText('roles')
  const words = useText('permissions')
  const session = useSession('merchant')
  return (
    <>
      <Form.Item name="name" label={text('name')} rules={[{ required: true, whitespace: true, max: 60 }]}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="scope" label={words('scope')} rules={[{ required: true }]}>
        <ScopeChoice choices={readOnly ? scopes.slice(1) : within(session.scope)} readOnly={readOnly} />
      </Form.Item>
      <SecondFactorSwitch readOnly={readOnly} />
      <Form.Item
        name="permissions"
        label={text('permissions')}
        rules={[{ required: true, type: 'array', min: 1, message: text('permissions.required') }]}
      >
        <PermissionTicks areas={areas} readOnly={readOnly} mayGive={session.can} />
      </Form.Item>
    </>
  )
}
