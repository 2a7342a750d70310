import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Flex, Segmented, Typography } from 'antd'
import { useEffect } from 'react'
import { AppearanceButtons } from '../shared/layout/appearance-buttons.tsx'
import { consoles, type Audience } from '../shared/session.ts'
import { useText } from '../shared/text.ts'
import { BrandPanel } from './parts/brand-panel.tsx'
import { LoginForm } from './parts/login-form.tsx'
import './login.css'

export type LoginSearch = { as?: Audience; back?: string }

export default function LoginPage() {
  const text = useText('login')
  const search: LoginSearch = useSearch({ strict: false })
  const navigate = useNavigate()
  const audience: Audience = search.as && search.as in consoles ? search.as : 'merchant'
  useEffect(() => {
    document.title = `${text('welcome')} · 芝麻开门`
  }, [text])

  const choose = (as: Audience) => void navigate({ to: '/login', search: { as } as never, replace: true })
  return (
    <div className="sesame-login">
      <BrandPanel />
      <main className="sesame-login-side">
        <Flex justify="flex-end">
          <AppearanceButtons />
        </Flex>
        <div className="sesame-login-form">
          <Typography.Title level={1} style={{ fontSize: 26, marginTop: 0 }}>
            {text('welcome')}
          </Typography.Title>
          <Segmented<Audience>
            block
            size="large"
            value={audience}
            onChange={choose}
            options={(['merchant', 'operator', 'permission'] as const).map((value) => ({
              value,
              label: text(`as.${value}`),
            }))}
          />
          <LoginForm key={audience} audience={audience} back={search.back} />
          {audience === 'merchant' && <Link to="/sign-up">{text('signUp')}</Link>}
        </div>
        <Typography.Text type="secondary" style={{ fontSize: 12, textAlign: 'center' }}>
          {text('footer')}
        </Typography.Text>
      </main>
    </div>
  )
}
