import { operatorRoutes } from '@sesame/contract/operator'
import { Alert, Divider, Form, Input, Select } from 'antd'
import { isRefusal, useCommand, useQueryOf } from '../../../shared/api.ts'
import { EditDrawer } from '../../../shared/edit-drawer.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import type { Handover } from '../../../shared/temporary-password.tsx'
import { useText } from '../../../shared/text.ts'

type Values = { name: string; typeCode: string; adminName: string; adminLoginName: string }
type MerchantAddProps = { open: boolean; onClose: () => void; onAdded: (handover: Handover) => void }

export function MerchantAdd({ open, onClose, onAdded }: MerchantAddProps) {
  const text = useText('operator')
  const notice = useNotice()
  const [form] = Form.useForm<Values>()
  const types = useQueryOf(operatorRoutes.listMerchantTypes, {}, { enabled: open })
  const add = useCommand(operatorRoutes.addMerchant, { quiet: true })

  const submit = async (body: Values) => {
    try {
      const { temporaryPassword } = await add.send({ body })
      onClose()
      onAdded({ name: body.adminName, loginName: body.adminLoginName, password: temporaryPassword })
    } catch (error) {
      if (isRefusal(error, 'access.login_name_taken'))
        form.setFields([{ name: 'adminLoginName', errors: [error.message] }])
      else notice.failed(error)
    }
  }
  return (
    <EditDrawer<Values>
      id={open ? 'new' : undefined}
      onClose={onClose}
      title={text('merchants.add')}
      form={form}
      initial={{}}
      saving={add.sending}
      onSubmit={(values) => void submit(values)}
      submitLabel={text('merchants.add')}
      width={480}
    >
      <Form.Item
        name="name"
        label={text('merchants.name')}
        rules={[{ required: true, whitespace: true, max: 60 }]}
      >
        <Input autoFocus autoComplete="off" />
      </Form.Item>
      <Form.Item name="typeCode" label={text('merchants.type')} rules={[{ required: true }]}>
        <Select
          loading={types.isPending}
          options={types.data?.items.map((type) => ({ value: type.code, label: type.name })) ?? []}
        />
      </Form.Item>
      <Divider titlePlacement="start" plain>
        {text('merchants.admin')}
      </Divider>
      <Form.Item
        name="adminName"
        label={text('merchants.adminName')}
        rules={[{ required: true, whitespace: true, max: 60 }]}
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="adminLoginName"
        label={text('merchants.adminLoginName')}
        extra={text('merchants.adminLoginName.hint')}
        rules={[
          { required: true },
          { pattern: /^[a-z][a-z0-9._-]{2,39}$/, message: text('merchants.adminLoginName.hint') },
        ]}
      >
        <Input autoComplete="off" autoCapitalize="none" />
      </Form.Item>
      <Alert type="info" showIcon title={text('merchants.add.hint')} />
    </EditDrawer>
  )
}
