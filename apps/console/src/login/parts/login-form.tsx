import { useNavigate } from '@tanstack/react-router'
import { Alert, Button, Form, Input, Radio, Typography } from 'antd'
import { isRefusal, useCommand } from '../../shared/api.ts'
import { useProblem } from '../../shared/notice.tsx'
import { accessOf, consoles, queryClient, sessionQuery, type Audience } from '../../shared/session.ts'
import { useText } from '../../shared/text.ts'
import { DemoLogins } from './demo-logins.tsx'

type Typed = { loginName: string; password: string; merchantId?: string }
type Choice = { id: string; name: string }

export function LoginForm({ audience, back }: { audience: Audience; back: string | undefined }) {
  const text = useText('login')
  const problemOf = useProblem()
  const navigate = useNavigate()
  const [form] = Form.useForm<Typed>()
  const login = useCommand(accessOf(audience).login, { quiet: true })
  const choices = choicesOf(login.error)

  const submit = async ({ loginName, password, merchantId }: Typed) => {
    const answer = await login
      .send({
        body: { loginName: loginName.trim().toLowerCase(), password, ...(merchantId ? { merchantId } : {}) },
      })
      .catch(() => undefined)
    if (!answer) return
    queryClient.clear()
    queryClient.setQueryData(sessionQuery(audience).queryKey, answer.me)
    const { prefix } = consoles[audience]
    // Only an address inside this console, so that a link cannot lead elsewhere after the login.
    await navigate({ to: back?.startsWith(`${prefix}/`) ? back : prefix })
  }

  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={(typed) => void submit(typed)}
      style={{ marginTop: 24 }}
    >
      {login.error && !choices && (
        <Alert type="error" showIcon title={problemOf(login.error).message} style={{ marginBottom: 16 }} />
      )}
      <NameAndPassword />
      {choices && (
        <Form.Item
          name="merchantId"
          label={text('merchant')}
          rules={[{ required: true, message: text('merchant.required') }]}
        >
          <Radio.Group options={choices.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
      )}
      <Button type="primary" size="large" htmlType="submit" block loading={login.sending}>
        {text('submit')}
      </Button>
      <DemoLogins
        audience={audience}
        onPick={({ loginName, password }) => form.setFieldsValue({ loginName, password })}
      />
      <Typography.Paragraph type="secondary" style={{ marginTop: 16, fontSize: 12 }}>
        {text('forgotten')}
      </Typography.Paragraph>
    </Form>
  )
}

function NameAndPassword() {
  const text = useText('login')
  return (
    <>
      <Form.Item
        name="loginName"
        label={text('name')}
        rules={[{ required: true, message: text('name.required') }]}
      >
        <Input
          size="large"
          autoFocus
          autoComplete="username"
          autoCapitalize="none"
          placeholder={text('name.placeholder')}
        />
      </Form.Item>
      <Form.Item
        name="password"
        label={text('password')}
        rules={[{ required: true, message: text('password.required') }]}
      >
        <Input.Password size="large" autoComplete="current-password" />
      </Form.Item>
    </>
  )
}

/** One person may work for several merchants: the refusal lists them and the person picks one. */
function choicesOf(error: Error | undefined): Choice[] | undefined {
  return isRefusal(error, 'access.choose_merchant') ? (error.details['merchants'] as Choice[]) : undefined
}
