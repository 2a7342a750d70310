import { payoutRoutes } from '@sesame/contract/payouts'
import { Alert, Typography } from 'antd'
import { AmountHead } from '../../../shared/amount-head.tsx'
import { useQueryOf } from '../../../shared/api.ts'
import { DateTime } from '../../../shared/date-time.tsx'
import { DetailDrawer } from '../../../shared/detail-drawer.tsx'
import { EventTimeline } from '../../../shared/event-timeline.tsx'
import { Facts } from '../../../shared/facts.tsx'
import { Answered } from '../../../shared/looks.tsx'
import { Section } from '../../../shared/section.tsx'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import { PayoutActions } from './payout-actions.tsx'
import { isMoving } from './payout-types.ts'
import type { Payout } from './payout-types.ts'

const askAgain = ({ state }: { state: { data?: Payout | undefined } }) =>
  state.data && isMoving(state.data.state) ? 4000 : false

export function PayoutDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const menu = useText('menu')
  const query = useQueryOf(
    payoutRoutes.getPayout,
    { params: { payoutId: id ?? '' } },
    { enabled: id !== undefined, refetchInterval: askAgain },
  )
  const payout = query.data
  return (
    <DetailDrawer
      id={id}
      onClose={onClose}
      title={payout?.staffName ?? menu('money.payouts')}
      aside={payout && <StateTag kind="payout" state={payout.state} />}
      actions={payout && <PayoutActions payout={payout} />}
    >
      <Answered query={query}>{(answer) => <PayoutBody payout={answer} />}</Answered>
    </DetailDrawer>
  )
}

function PayoutBody({ payout }: { payout: Payout }) {
  const text = useText('payouts')
  const subject = { kind: 'payout', id: payout.id, name: text('transfers', { number: payout.outBillNo }) }
  return (
    <>
      <AmountHead label={text('amount')} fen={payout.amountFen} subjects={[subject]} />
      {payout.problem && (
        <Alert type="warning" showIcon title={payout.problem} style={{ marginBottom: 12 }} />
      )}
      {payout.cancelAsked && isMoving(payout.state) && (
        <Alert type="info" showIcon title={text('cancelling')} style={{ marginBottom: 12 }} />
      )}
      <PayoutFacts payout={payout} />
      <Section title={text('events')}>
        <EventTimeline
          kind="payout"
          events={payout.events.toReversed().map((event) => ({ ...event, who: event.actorName }))}
        />
      </Section>
    </>
  )
}

function PayoutFacts({ payout }: { payout: Payout }) {
  const text = useText('payouts')
  return (
    <Facts
      facts={[
        { label: text('payee'), value: payout.staffName },
        { label: text('scene'), value: text(`scene.${payout.scene}`) },
        { label: text('remark'), value: payout.remark },
        { label: text('provider'), value: text(`provider.${payout.provider}`) },
        { label: text('account'), value: payout.channelAccountName },
        { label: text('custody'), value: text(`custody.${payout.custody}`) },
        { label: text('number'), value: <Typography.Text copyable>{payout.outBillNo}</Typography.Text> },
        payout.channelBillNo !== null && {
          label: text('channelNumber'),
          value: <Typography.Text copyable>{payout.channelBillNo}</Typography.Text>,
        },
        payout.hasName && { label: text('named'), value: text('yes') },
        { label: text('requestedBy'), value: payout.requestedBy },
        { label: text('approvedBy'), value: payout.approvedBy ?? '–' },
        { label: text('createdAt'), value: <DateTime at={payout.createdAt} show="second" /> },
        payout.polledAt !== null && {
          label: text('polledAt'),
          value: <DateTime at={payout.polledAt} show="second" />,
        },
        payout.endedAt !== null && {
          label: text('endedAt'),
          value: <DateTime at={payout.endedAt} show="second" />,
        },
      ]}
    />
  )
}
