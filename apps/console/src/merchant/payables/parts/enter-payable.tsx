import { payoutRoutes } from '@sesame/contract/payouts'
import { payableKinds, type PayableKind } from '@sesame/contract/states'
import { Form, Input, Select } from 'antd'
import { useCommand, useQueryOf } from '../../../shared/api.ts'
import { EditDrawer } from '../../../shared/edit-drawer.tsx'
import { MoneyInput } from '../../../shared/money-input.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { reasonLengthMax } from '../../../shared/reason-field.tsx'
import { useText } from '../../../shared/text.ts'

type Values = { staffId: string; kind: PayableKind; amountFen: number; reason: string }

/** What somebody is owed, as finance enters it; it is owed once another person has reviewed it. */
export function EnterPayable({ open, onClose }: { open: boolean; onClose: () => void }) {
  const text = useText('payables')
  const notice = useNotice()
  const [form] = Form.useForm<Values>()
  const payees = useQueryOf(payoutRoutes.listPayees, { query: { limit: 200 } }, { enabled: open })
  const enter = useCommand(payoutRoutes.enterPayable)
  const submit = async (values: Values) => {
    await enter.send({ body: { ...values, reason: values.reason.trim() } })
    notice.done(text('add.done'))
    onClose()
  }
  return (
    <EditDrawer<Values>
      id={open ? 'new' : undefined}
      onClose={onClose}
      title={text('add')}
      form={form}
      initial={{ kind: 'commission' }}
      saving={enter.sending}
      onSubmit={(values) => void submit(values).catch(() => undefined)}
      width={480}
    >
      <Form.Item name="staffId" label={text('staff')} rules={[{ required: true }]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          loading={payees.isPending}
          options={(payees.data?.items ?? []).map((payee) => ({ value: payee.staffId, label: payee.name }))}
        />
      </Form.Item>
      <Form.Item name="kind" label={text('kind')} rules={[{ required: true }]}>
        <Select options={payableKinds.map((kind) => ({ value: kind, label: text(`kind.${kind}`) }))} />
      </Form.Item>
      <Form.Item name="amountFen" label={text('amount')} rules={[{ required: true }]}>
        <MoneyInput />
      </Form.Item>
      <Form.Item name="reason" label={text('reason')} rules={[{ required: true, whitespace: true }]}>
        <Input maxLength={reasonLengthMax} />
      </Form.Item>
    </EditDrawer>
  )
}
