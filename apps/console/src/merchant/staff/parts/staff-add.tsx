import { staffRoutes } from '@sesame/contract/staff'
import { Form, Input } from 'antd'
import { isRefusal, useCommand } from '../../../shared/api.ts'
import { EditDrawer } from '../../../shared/edit-drawer.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import type { Handover } from '../../../shared/temporary-password.tsx'
import { useText } from '../../../shared/text.ts'
import { StaffFields, type StaffValues } from './staff-fields.tsx'

type StaffAddProps = { open: boolean; onClose: () => void; onAdded: (handover: Handover) => void }

export function StaffAdd({ open, onClose, onAdded }: StaffAddProps) {
  const text = useText('staff')
  const notice = useNotice()
  const [form] = Form.useForm<StaffValues>()
  const add = useCommand(staffRoutes.addStaff, { quiet: true })

  const submit = async ({ name, loginName = '', mobile, roleIds, storeId }: StaffValues) => {
    try {
      const body = { name, loginName, roleIds, storeId: storeId ?? null, ...(mobile ? { mobile } : {}) }
      const { staff, temporaryPassword } = await add.send({ body })
      onClose()
      onAdded({ name: staff.name, loginName: staff.loginName, password: temporaryPassword })
    } catch (error) {
      if (isRefusal(error, 'access.login_name_taken'))
        form.setFields([{ name: 'loginName', errors: [error.message] }])
      else notice.failed(error)
    }
  }
  return (
    <EditDrawer<StaffValues>
      id={open ? 'new' : undefined}
      onClose={onClose}
      title={text('add')}
      form={form}
      initial={{ roleIds: [] }}
      saving={add.sending}
      onSubmit={(values) => void submit(values)}
      width={480}
    >
      <Form.Item
        name="loginName"
        label={text('loginName')}
        extra={text('loginName.hint')}
        rules={[{ required: true }, { pattern: /^[a-z][a-z0-9._-]{2,39}$/, message: text('loginName.hint') }]}
      >
        <Input autoComplete="off" autoCapitalize="none" />
      </Form.Item>
      <StaffFields />
    </EditDrawer>
  )
}
