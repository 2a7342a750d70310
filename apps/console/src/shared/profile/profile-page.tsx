import { Alert, Flex } from 'antd'
import { Facts } from '../facts.tsx'
import { PageShell, Panel } from '../page-shell.tsx'
import { useSession, type Audience } from '../session.ts'
import { useText } from '../text.ts'
import './profile.css'
import { PasswordForm } from './password-form.tsx'
import { SessionList } from './session-list.tsx'

/** Who I am, my password and my devices; with a password that somebody else made, only the password. */
export function ProfilePage({ audience }: { audience: Audience }) {
  const menu = useText('menu')
  const text = useText('profile')
  const session = useSession(audience)
  if (session.mustChangePassword) {
    return (
      <PageShell title={text('password.must')}>
        <div className="sesame-must">
          <Alert type="warning" showIcon title={text('password.must.hint')} style={{ marginBottom: 16 }} />
          <Panel>
            <PasswordForm audience={audience} loginName={session.loginName} />
          </Panel>
        </div>
      </PageShell>
    )
  }
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
        <Panel title={text('sessions')}>
          <SessionList audience={audience} />
        </Panel>
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
