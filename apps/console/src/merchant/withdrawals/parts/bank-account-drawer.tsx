import { withdrawalRoutes } from '@sesame/contract/withdrawals'
import { Alert, Form, Input } from 'antd'
import { useCommand } from '../../../shared/api.ts'
import { EditDrawer } from '../../../shared/edit-drawer.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { useText } from '../../../shared/text.ts'

type Values = { holder: string; bank: string; number: string }

export function BankAccountDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const text = useText('withdrawals')
  const notice = useNotice()
  const [form] = Form.useForm<Values>()
  const { send, sending } = useCommand(withdrawalRoutes.saveBankAccount)
  const save = async (values: Values) => {
    const body = { ...values, number: values.number.replaceAll(/\s/g, '') }
    if (!(await send({ body }).catch(() => undefined))) return
    notice.done(text('bankAccount.done'))
    onClose()
  }
  const required = { required: true, whitespace: true, message: text('required') }
  return (
    <EditDrawer<Values>
      id={open ? 'bank-account' : undefined}
      onClose={onClose}
      title={text('bankAccount')}
      form={form}
      initial={{}}
      saving={sending}
      onSubmit={(values) => void save(values)}
      width={460}
    >
      <Alert type="info" showIcon title={text('bankAccount.hint')} style={{ marginBottom: 16 }} />
      <Form.Item name="holder" label={text('holder')} rules={[required]}>
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item name="bank" label={text('bank')} rules={[required]}>
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="number"
        label={text('account')}
        rules={[required, { pattern: /^[\d\s]{8,38}$/, message: text('account.rule') }]}
      >
        <Input maxLength={38} autoComplete="off" inputMode="numeric" />
      </Form.Item>
    </EditDrawer>
  )
}
