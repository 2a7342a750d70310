import { profitSharingRoutes } from '@sesame/contract/profit-sharing'
import { Form, Input, InputNumber } from 'antd'
import { useCommand } from '../../../shared/api.ts'
import { EditDrawer } from '../../../shared/edit-drawer.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { useText } from '../../../shared/text.ts'

type Values = { account: string; name: string; percent: number }

const percentMax = 30

export function ReceiverAdd({
  channelAccountId,
  onClose,
}: {
  channelAccountId: string | undefined
  onClose: () => void
}) {
  const text = useText('sharing')
  const notice = useNotice()
  const [form] = Form.useForm<Values>()
  const add = useCommand(profitSharingRoutes.addReceiver)
  const submit = async ({ account, name, percent }: Values) => {
    const body = { account, name: name.trim(), basisPoints: Math.round(percent * 100) }
    await add.send({ params: { channelAccountId: channelAccountId ?? '' }, body })
    notice.done(text('receiver.added'))
    onClose()
  }
  return (
    <EditDrawer<Values>
      id={channelAccountId}
      onClose={onClose}
      title={text('receiver.add')}
      form={form}
      initial={{}}
      saving={add.sending}
      onSubmit={(values) => void submit(values).catch(() => undefined)}
      width={480}
    >
      <Form.Item
        name="account"
        label={text('receiver.account')}
        extra={text('receiver.account.hint')}
        rules={[{ required: true }, { pattern: /^\d{8,12}$/, message: text('receiver.account.hint') }]}
      >
        <Input inputMode="numeric" autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="name"
        label={text('receiver.name')}
        extra={text('receiver.name.hint')}
        rules={[{ required: true, whitespace: true }]}
      >
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item
        name="percent"
        label={text('receiver.share')}
        extra={text('receiver.share.hint')}
        rules={[{ required: true }]}
      >
        <InputNumber min={0.01} max={percentMax} precision={2} style={{ width: 140 }} />
      </Form.Item>
    </EditDrawer>
  )
}
