import { profitSharingRoutes } from '@sesame/contract/profit-sharing'
import { Alert, Flex, Typography } from 'antd'
import { AmountHead } from '../../../shared/amount-head.tsx'
import { useQueryOf } from '../../../shared/api.ts'
import { DateTime } from '../../../shared/date-time.tsx'
import { DetailDrawer } from '../../../shared/detail-drawer.tsx'
import { EventTimeline } from '../../../shared/event-timeline.tsx'
import { Facts } from '../../../shared/facts.tsx'
import { Answered } from '../../../shared/looks.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { Section } from '../../../shared/section.tsx'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import { ShareActions } from './share-actions.tsx'
import type { Share } from './share-types.ts'

const askAgain = ({ state }: { state: { data?: Share | undefined } }) =>
  state.data?.state === 'sharing' || state.data?.state === 'unfreezing' ? 4000 : false

export function ShareDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const menu = useText('menu')
  const query = useQueryOf(
    profitSharingRoutes.getShare,
    { params: { shareId: id ?? '' } },
    { enabled: id !== undefined, refetchInterval: askAgain },
  )
  const share = query.data
  return (
    <DetailDrawer
      id={id}
      onClose={onClose}
      title={share?.orderNumber ?? menu('money.sharing')}
      aside={share && <StateTag kind="share" state={share.state} />}
      actions={share && <ShareActions share={share} />}
    >
      <Answered query={query}>{(answer) => <ShareBody share={answer} />}</Answered>
    </DetailDrawer>
  )
}

function ShareBody({ share }: { share: Share }) {
  const text = useText('sharing')
  const subject = { kind: 'share', id: share.id, name: text('transfers', { number: share.outOrderNo }) }
  return (
    <>
      <AmountHead label={text('shared')} fen={share.sharedFen} subjects={[subject]} />
      {share.problem && <Alert type="warning" showIcon title={share.problem} style={{ marginBottom: 12 }} />}
      <ShareFacts share={share} />
      {share.lines.length > 0 && (
        <Section title={text('lines')}>
          {share.lines.map((line) => (
            <Part
              key={line.id}
              name={line.name}
              note={line.failReason ?? line.account}
              amountFen={line.amountFen}
            >
              <StateTag kind="share-line" state={line.state} />
            </Part>
          ))}
        </Section>
      )}
      {share.returns.length > 0 && (
        <Section title={text('returns')}>
          {share.returns.map((back) => (
            <Part
              key={back.id}
              name={back.account}
              note={back.failReason ?? back.outReturnNo}
              amountFen={back.amountFen}
            >
              <StateTag kind="return" state={back.state} />
            </Part>
          ))}
        </Section>
      )}
      <Section title={text('events')}>
        <EventTimeline kind="share" events={share.events.toReversed()} />
      </Section>
    </>
  )
}

function ShareFacts({ share }: { share: Share }) {
  const text = useText('sharing')
  return (
    <Facts
      facts={[
        { label: text('paid'), value: <Money fen={share.paidFen} /> },
        share.returnedFen > 0 && { label: text('returned'), value: <Money fen={share.returnedFen} /> },
        { label: text('account'), value: share.channelAccountName },
        { label: text('number'), value: <Typography.Text copyable>{share.outOrderNo}</Typography.Text> },
        {
          label: text('transaction'),
          value: <Typography.Text copyable>{share.transactionNo}</Typography.Text>,
        },
        { label: text('paidAt'), value: <DateTime at={share.paidAt} show="second" /> },
        share.endedAt !== null && {
          label: text('endedAt'),
          value: <DateTime at={share.endedAt} show="second" />,
        },
      ]}
    />
  )
}

type PartProps = { name: string; note: string; amountFen: number; children: React.ReactNode }

function Part({ name, note, amountFen, children }: PartProps) {
  return (
    <Flex justify="space-between" align="center" gap={12} style={{ padding: '8px 0' }}>
      <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        {name}
        <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
          {note}
        </Typography.Text>
      </div>
      <Flex align="center" gap={8}>
        {children}
        <Money fen={amountFen} />
      </Flex>
    </Flex>
  )
}
