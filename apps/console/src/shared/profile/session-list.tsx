import { DesktopOutlined, MobileOutlined } from '@ant-design/icons'
import type { AnswerOf } from '@sesame/contract/route'
import { Flex, Typography } from 'antd'
import { useCommand, useQueryOf } from '../api.ts'
import { ConfirmButton } from '../confirm-button.tsx'
import { DateTime } from '../date-time.tsx'
import { Answered } from '../looks.tsx'
import { useNotice } from '../notice.tsx'
import { accessOf, type Audience } from '../session.ts'
import { ToneTag } from '../state-tag.tsx'
import { useText } from '../text.ts'
import { describeAgent, isPhoneAgent } from './describe-agent.ts'

type Session = AnswerOf<ReturnType<typeof accessOf>['listSessions']>['items'][number]

/** Where I am logged in, this device first, each with a way to sign it out. */
export function SessionList({ audience }: { audience: Audience }) {
  const text = useText('profile')
  const sessions = useQueryOf(accessOf(audience).listSessions, {})
  return (
    <>
      <Typography.Paragraph type="secondary">{text('sessions.purpose')}</Typography.Paragraph>
      <Answered query={sessions}>{({ items }) => <Devices audience={audience} sessions={items} />}</Answered>
    </>
  )
}

function Devices({ audience, sessions }: { audience: Audience; sessions: Session[] }) {
  const text = useText('profile')
  const notice = useNotice()
  const revoke = useCommand(accessOf(audience).revokeSession, { quiet: true })
  const ordered = sessions.toSorted(
    (a, b) => Number(b.current) - Number(a.current) || b.lastSeenAt.localeCompare(a.lastSeenAt),
  )
  const others = ordered.filter((session) => !session.current)
  const signOut = async (chosen: Session[]) => {
    for (const session of chosen) await revoke.send({ params: { sessionId: session.id } })
    notice.done(text('sessions.revoked'))
  }
  return (
    <>
      <div role="list">
        {ordered.map((session) => (
          <div key={session.id} role="listitem" className="sesame-more-row">
            <Device session={session} onRevoke={() => signOut([session])} />
          </div>
        ))}
      </div>
      {others.length > 1 && (
        <Flex justify="flex-end" style={{ marginTop: 12 }}>
          <ConfirmButton
            label={text('sessions.others')}
            title={text('sessions.others.title', { count: others.length })}
            hint={text('sessions.revoke.hint')}
            danger
            onConfirm={() => signOut(others)}
          />
        </Flex>
      )}
    </>
  )
}

function Device({ session, onRevoke }: { session: Session; onRevoke: () => Promise<void> }) {
  const text = useText('profile')
  const name = describeAgent(session.agent) || text('sessions.unknown')
  return (
    <Flex justify="space-between" gap={12} align="center">
      <Flex gap={12} align="center" style={{ minWidth: 0 }}>
        <span style={{ fontSize: 20 }}>
          {isPhoneAgent(session.agent) ? <MobileOutlined /> : <DesktopOutlined />}
        </span>
        <div style={{ minWidth: 0 }} title={session.agent}>
          <Flex gap={8} align="center" wrap>
            {name}
            {session.current && <ToneTag tone="own">{text('sessions.current')}</ToneTag>}
          </Flex>
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            {session.ip} · {text('sessions.seen')} <DateTime at={session.lastSeenAt} />
          </Typography.Text>
        </div>
      </Flex>
      {!session.current && (
        <ConfirmButton
          label={text('sessions.revoke')}
          title={text('sessions.revoke.title')}
          hint={text('sessions.revoke.hint')}
          facts={[
            { label: text('sessions.device'), value: name },
            { label: 'IP', value: session.ip },
            { label: text('sessions.since'), value: <DateTime at={session.createdAt} /> },
          ]}
          danger
          button={{ size: 'small' }}
          onConfirm={onRevoke}
        />
      )}
    </Flex>
  )
}
