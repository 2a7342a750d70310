import { Link, useNavigate } from '@tanstack/react-router'
import { onboardingRoutes } from '@sesame/contract/onboarding'
import { Alert, Button, Flex, Form, Input, Space, Typography } from 'antd'
import { useEffect, useState } from 'react'
import { BrandPanel } from '../login/parts/brand-panel.tsx'
import '../login/login.css'
import { useCommand } from '../shared/api.ts'
import { AppearanceButtons } from '../shared/layout/appearance-buttons.tsx'
import { useNotice, useProblem } from '../shared/notice.tsx'
import { queryClient, sessionQuery } from '../shared/session.ts'
import { useText } from '../shared/text.ts'

type Values = {
  merchantName: string
  name: string
  loginName: string
  password: string
  mobile: string
  code: string
}

/** One step to a login of one's own (B1); what a merchant must hand in comes after it. */
export default function SignUpPage() {
  const text = useText('signUp')
  useEffect(() => {
    document.title = `${text('title')} · 芝麻开门`
  }, [text])
  return (
    <div className="sesame-login">
      <BrandPanel />
      <main className="sesame-login-side">
        <Flex justify="flex-end">
          <AppearanceButtons />
        </Flex>
        <div className="sesame-login-form">
          <Typography.Title level={1} style={{ fontSize: 26, marginTop: 0 }}>
            {text('title')}
          </Typography.Title>
          <Typography.Paragraph type="secondary">{text('purpose')}</Typography.Paragraph>
          <SignUpForm />
          <Typography.Paragraph style={{ marginTop: 16 }}>
            <Link to="/login">{text('known')}</Link>
          </Typography.Paragraph>
        </div>
      </main>
    </div>
  )
}

function SignUpForm() {
  const text = useText('signUp')
  const problemOf = useProblem()
  const navigate = useNavigate()
  const [form] = Form.useForm<Values>()
  const signUp = useCommand(onboardingRoutes.signUp, { quiet: true })
  const submit = async (values: Values) => {
    const body = { ...values, loginName: values.loginName.trim().toLowerCase(), code: values.code.trim() }
    const answer = await signUp.send({ body }).catch(() => undefined)
    if (!answer) return
    queryClient.clear()
    queryClient.setQueryData(sessionQuery('merchant').queryKey, answer.me)
    await navigate({ to: '/m/application' })
  }
  const required = { required: true, whitespace: true, message: text('required') }
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => void submit(values)}>
      {signUp.error && (
        <Alert type="error" showIcon title={problemOf(signUp.error).message} style={{ marginBottom: 16 }} />
      )}
      <Form.Item name="merchantName" label={text('merchantName')} rules={[{ ...required, max: 60 }]}>
        <Input autoFocus placeholder={text('merchantName.example')} autoComplete="organization" />
      </Form.Item>
      <Form.Item name="name" label={text('name')} rules={[{ ...required, max: 60 }]}>
        <Input autoComplete="name" />
      </Form.Item>
      <MobileAndCode />
      <Form.Item
        name="loginName"
        label={text('loginName')}
        extra={text('loginName.hint')}
        rules={[
          {
            required: true,
            pattern: /^\s*[a-zA-Z][a-zA-Z0-9._-]{2,39}\s*$/,
            message: text('loginName.hint'),
          },
        ]}
      >
        <Input autoComplete="username" autoCapitalize="none" />
      </Form.Item>
      <Form.Item
        name="password"
        label={text('password')}
        rules={[{ required: true, min: 10, message: text('password.rule') }]}
      >
        <Input.Password autoComplete="new-password" maxLength={128} />
      </Form.Item>
      <Button type="primary" size="large" htmlType="submit" block loading={signUp.sending}>
        {text('submit')}
      </Button>
    </Form>
  )
}

function MobileAndCode() {
  const text = useText('signUp')
  const notice = useNotice()
  const form = Form.useFormInstance<Values>()
  const sendCode = useCommand(onboardingRoutes.sendSignUpCode)
  const [left, setLeft] = useState(0)
  useEffect(() => {
    if (left <= 0) return
    const timer = setTimeout(() => setLeft(left - 1), 1000)
    return () => clearTimeout(timer)
  }, [left])
  const send = async () => {
    const { mobile } = await form.validateFields(['mobile'])
    const { resendAfterSeconds } = await sendCode.send({ body: { mobile } })
    setLeft(resendAfterSeconds)
    notice.done(text('code.sent'))
  }
  return (
    <>
      <Form.Item
        name="mobile"
        label={text('mobile')}
        rules={[{ required: true, pattern: /^1[3-9]\d{9}$/, message: text('mobile.wrong') }]}
      >
        <Input inputMode="tel" autoComplete="tel" maxLength={11} />
      </Form.Item>
      <Form.Item label={text('code')} required>
        <Space.Compact block>
          <Form.Item
            name="code"
            noStyle
            rules={[{ required: true, pattern: /^\s*\d{6}\s*$/, message: text('code.wrong') }]}
          >
            <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
          </Form.Item>
          {/* What is wrong is shown at its field or by useCommand. */}
          <Button
            loading={sendCode.sending}
            disabled={left > 0}
            onClick={() => void send().catch(() => undefined)}
          >
            {left > 0 ? text('code.again', { seconds: left }) : text('code.send')}
          </Button>
        </Space.Compact>
      </Form.Item>
    </>
  )
}
