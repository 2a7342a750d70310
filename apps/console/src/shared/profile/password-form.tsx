import { Button, Form, Input } from 'antd'
import { useCommand } from '../api.ts'
import { useNotice } from '../notice.tsx'
import { accessOf, queryClient, sessionQuery, type Audience } from '../session.ts'
import { useText } from '../text.ts'

type Values = { current: string; next: string; again: string }
type PasswordFormProps = { audience: Audience; loginName: string }

const passwordLengthMin = 10

export function PasswordForm({ audience, loginName }: PasswordFormProps) {
  const text = useText('profile')
  const notice = useNotice()
  const change = useCommand(accessOf(audience).changePassword)
  const [form] = Form.useForm<Values>()

  const submit = async ({ current, next }: Values) => {
    const body = { currentPassword: current, newPassword: next }
    const done = await change.send({ body }).catch(() => undefined)
    if (!done) return
    form.resetFields()
    // Until the session is known to be free of the duty to change, every page leads back here.
    await queryClient.refetchQueries({ queryKey: sessionQuery(audience).queryKey })
    notice.done(text('password.done'))
  }
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => void submit(values)}>
      <input type="text" name="username" autoComplete="username" value={loginName} readOnly hidden />
      <Form.Item
        name="current"
        label={text('password.current')}
        rules={[{ required: true, message: text('password.required') }]}
      >
        <Input.Password autoComplete="current-password" maxLength={128} />
      </Form.Item>
      <Form.Item
        name="next"
        label={text('password.next')}
        extra={text('password.rule')}
        rules={[
          { required: true, message: text('password.required') },
          { min: passwordLengthMin, message: text('password.short') },
          ({ getFieldValue }) => ({
            validator: async (_, value: string) => {
              if (value && value === getFieldValue('current')) throw new Error(text('password.same'))
            },
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={128} />
      </Form.Item>
      <Form.Item
        name="again"
        label={text('password.again')}
        dependencies={['next']}
        rules={[
          { required: true, message: text('password.required') },
          ({ getFieldValue }) => ({
            validator: async (_, value: string) => {
              if (value && value !== getFieldValue('next')) throw new Error(text('password.differs'))
            },
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={128} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={change.sending}>
        {text('password.save')}
      </Button>
    </Form>
  )
}
