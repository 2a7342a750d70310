import { Flex, Button, Typography } from 'antd'
import { useEffect, useState } from 'react'
import type { Audience } from '../../shared/session.ts'
import { useText } from '../../shared/text.ts'
import { groupsOf, type DemoLogin } from './demo-groups.ts'

/** The demo serves its logins as a file beside the console; elsewhere there is none and this shows nothing. */
export function DemoLogins({ audience, onPick }: { audience: Audience; onPick: (login: DemoLogin) => void }) {
  const text = useText('login')
  const [logins, setLogins] = useState<DemoLogin[]>([])
  useEffect(() => {
    let gone = false
    void readDemoLogins().then(
      (read) => !gone && setLogins(read.filter((login) => login.audience === audience)),
    )
    return () => {
      gone = true
    }
  }, [audience])
  if (logins.length === 0) return null
  return (
    <div className="sesame-login-demo">
      <Flex justify="space-between" style={{ marginBottom: 8 }}>
        <Typography.Text strong>{text('demo.title')}</Typography.Text>
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {text('demo.hint')}
        </Typography.Text>
      </Flex>
      <Flex vertical gap={8}>
        {groupsOf(logins).map((group) => (
          <Flex key={group.name} gap="6px 8px" align="baseline">
            {group.name && (
              <Typography.Text type="secondary" className="sesame-login-shop">
                {group.name}
              </Typography.Text>
            )}
            <Flex gap={6} wrap>
              {group.logins.map(({ login, role }) => (
                <Button key={login.loginName} size="small" onClick={() => onPick(login)}>
                  {role}
                </Button>
              ))}
            </Flex>
          </Flex>
        ))}
      </Flex>
    </div>
  )
}

async function readDemoLogins(): Promise<DemoLogin[]> {
  try {
    const answer = await fetch('/demo-logins.json')
    const isJson = answer.headers.get('content-type')?.includes('json')
    return answer.ok && isJson ? ((await answer.json()) as DemoLogin[]) : []
  } catch {
    return []
  }
}
