import { permissionRoutes, type RoleTemplate } from '@sesame/contract/operator'
import { scopes, type Scope } from '@sesame/contract/permissions'
import type { Static } from '@sesame/contract/schema'
import { Alert, Form, Modal } from 'antd'
import { useState } from 'react'
import { useCommand } from '../../../shared/api.ts'
import { EditDrawer } from '../../../shared/edit-drawer.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { changeOf, changesNothing, type PermissionArea } from '../../../shared/permissions/areas.ts'
import { GrantDiff } from '../../../shared/permissions/grant-diff.tsx'
import { PermissionTicks } from '../../../shared/permissions/permission-ticks.tsx'
import { SecondFactorSwitch } from '../../../shared/permissions/second-factor-switch.tsx'
import { ScopeChoice } from '../../../shared/permissions/scope-choice.tsx'
import { useSession } from '../../../shared/session.ts'
import { useText } from '../../../shared/text.ts'

type Values = { scope: Scope; permissions: string[]; secondFactor: boolean }
type TemplateEditorProps = {
  template: Static<typeof RoleTemplate>
  areas: PermissionArea[]
  onClose: () => void
}

/** What new merchants start with; the difference and how many roles follow are shown before saving. */
export function TemplateEditor({ template, areas, onClose }: TemplateEditorProps) {
  const text = useText('permissionConsole')
  const words = useText('permissions')
  const notice = useNotice()
  const { can } = useSession('permission')
  const [form] = Form.useForm<Values>()
  const [asked, setAsked] = useState<Values | undefined>(undefined)
  const edit = useCommand(permissionRoutes.editRoleTemplate)
  const change = asked && changeOf(areas, template, asked)
  const readOnly = !can('permission.edit')
  const choices = template.platform === 'merchant' ? scopes.filter((scope) => scope !== 'all') : [...scopes]

  const save = async (body: Values) => {
    try {
      const saved = await edit.send({ params: { roleTemplateId: template.id }, body })
      notice.done(text('roles.saved', { count: saved.roles }))
      onClose()
    } finally {
      setAsked(undefined)
    }
  }
  return (
    <EditDrawer<Values>
      id={template.id}
      onClose={onClose}
      title={template.name}
      form={form}
      initial={{
        scope: template.scope,
        permissions: template.permissions,
        secondFactor: template.secondFactor,
      }}
      saving={false}
      onSubmit={setAsked}
      readOnly={readOnly}
      width={640}
    >
      <Form.Item name="scope" label={words('scope')}>
        <ScopeChoice choices={choices} readOnly={readOnly} />
      </Form.Item>
      <SecondFactorSwitch readOnly={readOnly} />
      <Form.Item name="permissions" label={text('roles.permissions')}>
        <PermissionTicks areas={areas} readOnly={readOnly} />
      </Form.Item>
      <Modal
        open={asked !== undefined}
        title={words('diff.title')}
        onCancel={() => setAsked(undefined)}
        // The refusal is shown by useCommand.
        onOk={() => asked && void save(asked).catch(() => undefined)}
        okButtonProps={{ disabled: change === undefined || changesNothing(change) }}
        confirmLoading={edit.sending}
        width={480}
      >
        {change && <GrantDiff change={change} />}
        <Alert
          type={template.roles > 0 ? 'warning' : 'info'}
          showIcon
          style={{ marginTop: 16 }}
          title={
            template.roles > 0
              ? text('roles.affected', { count: template.roles })
              : text('roles.affected.none')
          }
        />
      </Modal>
    </EditDrawer>
  )
}
