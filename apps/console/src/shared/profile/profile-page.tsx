import { Alert, Flex } from 'antd'
import type { ReactNode } from 'react'
import { Facts } from '../facts.tsx'
import { PageShell, Panel } from '../page-shell.tsx'
import { useSession, type Audience } from '../session.ts'
import { useText } from '../text.ts'
import './profile.css'
import { LoginHistory } from './login-history.tsx'
import { PasswordForm } from './password-form.tsx'
import { SecondFactorPanel } from './second-factor-panel.tsx'
import { SessionList } from './session-list.tsx'

/** Who I am, my password, second factor and devices; what must be done first is shown alone. */
export function ProfilePage({ audience }: { audience: Audience }) {
  const menu = useText('menu')
  const text = useText('profile')
  const session = useSession(audience)
  const factor = useText('secondFactor')
  if (session.mustChangePassword)
    return (
      <Must title={text('password.must')} hint={text('password.must.hint')}>
        <PasswordForm audience={audience} loginName={session.loginName} />
      </Must>
    )
  if (session.mustSetUpSecondFactor)
    return (
      <Must title={factor('must')} hint={factor('must.hint')}>
        <SecondFactorPanel audience={audience} />
      </Must>
    )
  return (
    <PageShell title={menu('profile')} purpose={text('purpose')}>
      <div className="sesame-profile">
        <Flex vertical gap={16}>
          <Panel title={text('who')}>
            <Who audience={audience} />
          </Panel>
          <Panel title={text('password')}>
            <PasswordForm audience={audience} loginName={session.loginName} />
          </Panel>
        </Flex>
        <Flex vertical gap={16}>
          <Panel title={factor('title')}>
            <SecondFactorPanel audience={audience} />
          </Panel>
          <Panel title={text('sessions')}>
            <SessionList audience={audience} />
          </Panel>
          <Panel title={text('history')}>
            <LoginHistory audience={audience} />
          </Panel>
        </Flex>
      </div>
    </PageShell>
  )
}

/** One thing that has to be done before anything else. */
function Must({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <PageShell title={title}>
      <div className="sesame-must">
        <Alert type="warning" showIcon title={hint} style={{ marginBottom: 16 }} />
        <Panel>{children}</Panel>
      </div>
    </PageShell>
  )
}

function Who({ audience }: { audience: Audience }) {
  const text = useText('profile')
  const session = useSession(audience)
  return (
    <Facts
      facts={[
        { label: text('name'), value: session.name },
        { label: text('loginName'), value: session.loginName },
        audience === 'merchant' && { label: text('merchant'), value: session.merchant.name },
        { label: text('roles'), value: session.roles.join(' · ') || '–' },
        { label: text('scope'), value: text(`scope.${session.scope}`) },
      ]}
    />
  )
}
