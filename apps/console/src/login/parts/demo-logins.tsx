import { Flex, Button, Typography } from 'antd'
import { useEffect, useState } from 'react'
import type { Audience } from '../../shared/session.ts'
import { useText } from '../../shared/text.ts'

export type DemoLogin = { audience: Audience; loginName: string; password: string; title: string }

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
      <Flex gap={8} wrap>
        {logins.map((login) => (
          <Button key={login.loginName} size="small" onClick={() => onPick(login)}>
            {login.title}
          </Button>
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
