import { useNavigate } from '@tanstack/react-router'
import { Alert, Button, Form, Input, Radio, Typography } from 'antd'
import { useState } from 'react'
import { isRefusal, useCommand } from '../../shared/api.ts'
import { useProblem } from '../../shared/notice.tsx'
import { accessOf, consoles, queryClient, sessionQuery, type Audience } from '../../shared/session.ts'
import { useText } from '../../shared/text.ts'
import { DemoLogins } from './demo-logins.tsx'

type Typed = { loginName: string; password: string; merchantId?: string; secondFactor?: string }
type Choice = { id: string; name: string }

/** Refusals that only ask for more: one person may work for several merchants, or have a second factor. */
const questions = ['access.choose_merchant', 'access.second_factor_needed']

export function LoginForm({ audience, back }: { audience: Audience; back: string | undefined }) {
  const text = useText('login')
  const problemOf = useProblem()
  const navigate = useNavigate()
  const [form] = Form.useForm<Typed>()
  const login = useCommand(accessOf(audience).login, { quiet: true })
  const [merchants, setMerchants] = useState<Choice[]>()
  const [asksCode, setAsksCode] = useState(false)
  const isQuestion = questions.some((code) => isRefusal(login.error, code))

  const submit = async ({ loginName, password, merchantId, secondFactor }: Typed) => {
    const body = {
      loginName: loginName.trim().toLowerCase(),
      password,
      ...(merchantId ? { merchantId } : {}),
      ...(secondFactor ? { secondFactor: secondFactor.trim() } : {}),
    }
    const answer = await login.send({ body }).catch((error: unknown) => {
      if (isRefusal(error, 'access.choose_merchant')) setMerchants(error.details['merchants'] as Choice[])
      if (isRefusal(error, 'access.second_factor_needed')) setAsksCode(true)
      // A code is good once: the next try needs another.
      form.setFieldValue('secondFactor', undefined)
    })
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
      onValuesChange={(changed: Partial<Typed>) => {
        // Another name: what was asked of the one before is not asked of it.
        if (changed.loginName === undefined) return
        setMerchants(undefined)
        setAsksCode(false)
      }}
      style={{ marginTop: 24 }}
    >
      {login.error && !isQuestion && (
        <Alert type="error" showIcon title={problemOf(login.error).message} style={{ marginBottom: 16 }} />
      )}
      <NameAndPassword />
      <AlsoAsked merchants={merchants} asksCode={asksCode} />
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

/** What the server asked for beside name and password. */
function AlsoAsked({ merchants, asksCode }: { merchants: Choice[] | undefined; asksCode: boolean }) {
  const text = useText('login')
  return (
    <>
      {merchants && (
        <Form.Item
          name="merchantId"
          label={text('merchant')}
          rules={[{ required: true, message: text('merchant.required') }]}
        >
          <Radio.Group options={merchants.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
      )}
      {asksCode && (
        <Form.Item
          name="secondFactor"
          label={text('code')}
          extra={text('code.hint')}
          rules={[{ required: true, min: 6, message: text('code.required') }]}
        >
          <Input size="large" autoFocus autoComplete="one-time-code" maxLength={20} />
        </Form.Item>
      )}
    </>
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
