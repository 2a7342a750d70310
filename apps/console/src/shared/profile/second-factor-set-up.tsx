import { Alert, Flex, Form, Input, Modal, Typography } from 'antd'
import { useCommand } from '../api.ts'
import { CopyText } from '../copy-text.tsx'
import { focusField } from '../focus-in-dialog.ts'
import { useProblem } from '../notice.tsx'
import { QrCode } from '../qr-code.tsx'
import { accessOf, type Audience } from '../session.ts'
import { useText } from '../text.ts'

type SetUpProps = {
  audience: Audience
  offered: { secret: string; uri: string }
  onCancel: () => void
  onDone: (recoveryCodes: string[]) => void
}

/** The code to scan, and the first number that proves it was scanned. */
export function SecondFactorSetUp({ audience, offered, onCancel, onDone }: SetUpProps) {
  const text = useText('secondFactor')
  const problemOf = useProblem()
  const [form] = Form.useForm<{ code: string }>()
  const turnOn = useCommand(accessOf(audience).turnOnSecondFactor, { quiet: true })
  const submit = ({ code }: { code: string }) =>
    void turnOn.send({ body: { code } }).then(
      ({ recoveryCodes }) => onDone(recoveryCodes),
      () => form.resetFields(),
    )
  return (
    <Modal
      open
      title={text('begin')}
      okText={text('confirm')}
      onOk={form.submit}
      onCancel={onCancel}
      confirmLoading={turnOn.sending}
      mask={{ closable: false }}
      width={440}
      afterOpenChange={focusField}
    >
      <Flex vertical gap={12} align="center">
        <Typography.Text>{text('scan')}</Typography.Text>
        <QrCode value={offered.uri} size={184} />
        <div>
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            {text('typed')}
          </Typography.Text>
          <CopyText value={offered.secret} />
        </div>
      </Flex>
      {turnOn.error && (
        <Alert type="error" showIcon title={problemOf(turnOn.error).message} style={{ marginTop: 12 }} />
      )}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={submit} style={{ marginTop: 16 }}>
        <Form.Item
          name="code"
          label={text('code')}
          rules={[{ required: true, pattern: /^\d{6}$/, message: text('code.wrong') }]}
        >
          <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} size="large" />
        </Form.Item>
      </Form>
    </Modal>
  )
}
