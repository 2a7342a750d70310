import type { AnswerOf } from '@sesame/contract/route'
import { Flex, Typography } from 'antd'
import { DateTime } from '../date-time.tsx'
import { MoreList } from '../list/more-list.tsx'
import { useMore } from '../list/use-more.ts'
import { accessOf, type Audience } from '../session.ts'
import { ToneTag } from '../state-tag.tsx'
import { useText } from '../text.ts'
import { describeAgent } from './describe-agent.ts'

type LoginEvent = AnswerOf<ReturnType<typeof accessOf>['listLoginEvents']>['items'][number]

/** Every try to come in by this login, so that a stranger's is seen. */
export function LoginHistory({ audience }: { audience: Audience }) {
  const text = useText('profile')
  const list = useMore(accessOf(audience).listLoginEvents, {}, { pageSize: 8 })
  return (
    <>
      <Typography.Paragraph type="secondary">{text('history.purpose')}</Typography.Paragraph>
      <MoreList
        list={list}
        rowKey={(event) => event.id}
        render={(event) => <Row event={event} />}
        empty={text('history.empty')}
      />
    </>
  )
}

function Row({ event }: { event: LoginEvent }) {
  const text = useText('profile')
  return (
    <Flex justify="space-between" gap={12} align="center">
      <div style={{ minWidth: 0 }} title={event.agent}>
        {describeAgent(event.agent) || text('sessions.unknown')}
        <div>
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            <DateTime at={event.at} show="second" /> · {event.ip} · {text(`platform.${event.platform}`)}
          </Typography.Text>
        </div>
      </div>
      <ToneTag tone={event.outcome === 'entered' ? 'own' : 'risk'}>
        {text(`outcome.${event.outcome}`)}
      </ToneTag>
    </Flex>
  )
}
