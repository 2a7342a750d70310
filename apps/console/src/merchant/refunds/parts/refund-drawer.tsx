import { refundRoutes } from '@sesame/contract/refunds'
import { Link } from '@tanstack/react-router'
import { Alert, Flex, Image, Typography } from 'antd'
import { AmountHead } from '../../../shared/amount-head.tsx'
import { useQueryOf } from '../../../shared/api.ts'
import { DateTime } from '../../../shared/date-time.tsx'
import { DetailDrawer } from '../../../shared/detail-drawer.tsx'
import { Facts } from '../../../shared/facts.tsx'
import { Answered } from '../../../shared/looks.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { Section } from '../../../shared/section.tsx'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import { RefundSteps } from './refund-steps.tsx'
import type { RefundDetail } from './refund-types.ts'
import { Takings } from './takings.tsx'

/** A refund on its way changes by itself. */
const askAgain = ({ state }: { state: { data?: RefundDetail | undefined } }) =>
  state.data && ['approved', 'processing'].includes(state.data.state) ? 3000 : false

type RefundDrawerProps = { id: string | undefined; onClose: () => void }

/** Everything about one refund, and what a person can do with it now. */
export function RefundDrawer({ id, onClose }: RefundDrawerProps) {
  const text = useText('refunds')
  const query = useQueryOf(
    refundRoutes.getRefund,
    { params: { refundId: id ?? '' } },
    { enabled: id !== undefined, refetchInterval: askAgain },
  )
  const refund = query.data
  return (
    <DetailDrawer
      id={id}
      onClose={onClose}
      title={text('title')}
      aside={refund && <StateTag kind="refund" state={refund.state} />}
      actions={refund && refund.steps.length > 0 && <RefundSteps refund={refund} />}
    >
      <Answered query={query}>{(answer) => <Body refund={answer} />}</Answered>
    </DetailDrawer>
  )
}

function Body({ refund }: { refund: RefundDetail }) {
  const text = useText('refunds')
  return (
    <>
      <AmountHead
        label={text('amount')}
        fen={refund.amountFen}
        tone="refunded"
        subjects={[
          { kind: 'refund', id: refund.id },
          { kind: 'order', id: refund.orderId },
        ]}
      />
      {refund.problem && <Alert type="error" showIcon title={refund.problem} style={{ marginBottom: 12 }} />}
      <RefundFacts refund={refund} />
      {refund.takings.length > 0 && (
        <Section title={text('takings')}>
          <Takings takings={refund.takings} />
        </Section>
      )}
      {refund.proof && (
        <Section title={text('proof')}>
          <Typography.Paragraph>
            {refund.byHand && text(`byHand.${refund.byHand}`)} · {refund.proof.note}
          </Typography.Paragraph>
          <Image.PreviewGroup>
            <Flex gap={8} wrap>
              {refund.proof.imageUrls.map((url) => (
                <Image key={url} src={url} width={96} height={96} alt={text('proof')} />
              ))}
            </Flex>
          </Image.PreviewGroup>
        </Section>
      )}
      <Section title={text('events')}>
        <Events refund={refund} />
      </Section>
    </>
  )
}

function RefundFacts({ refund }: { refund: RefundDetail }) {
  const text = useText('refunds')
  const orders = useText('orders')
  const number = (value: string) => (
    <Typography.Text copyable style={{ overflowWrap: 'anywhere' }}>
      {value}
    </Typography.Text>
  )
  return (
    <Facts
      facts={[
        {
          label: text('order'),
          value: <Link to={`/m/orders/${refund.orderId}` as never}>{refund.orderNumber}</Link>,
        },
        { label: text('customer'), value: refund.customerName ?? orders('walkIn') },
        { label: text('reason'), value: refund.reason || '–' },
        { label: text('cause'), value: orders(`cause.${refund.cause}`) },
        { label: text('tender'), value: refund.tender ? orders(`tender.${refund.tender}`) : '–' },
        refund.custody !== null && { label: text('custody'), value: text(`custody.${refund.custody}`) },
        {
          label: text('orderLeft'),
          value: (
            <>
              <Money fen={refund.orderPaidFen} /> / <Money fen={refund.orderRefundedFen} tone="refunded" />
            </>
          ),
        },
        { label: text('number'), value: number(refund.outRefundNo) },
        refund.formerNumbers.length > 0 && {
          label: text('formerNumbers'),
          value: refund.formerNumbers.join('、'),
        },
        refund.channelRefundNo !== null && {
          label: text('channelNumber'),
          value: number(refund.channelRefundNo),
        },
        { label: text('requestedBy'), value: refund.requestedByName ?? orders('actor.system') },
        { label: text('createdAt'), value: <DateTime at={refund.createdAt} show="second" /> },
        refund.succeededAt !== null && {
          label: text('succeededAt'),
          value: <DateTime at={refund.succeededAt} show="second" />,
        },
      ]}
    />
  )
}

function Events({ refund }: { refund: RefundDetail }) {
  const orders = useText('orders')
  return (
    <div role="list">
      {refund.events.map((event, place) => (
        <Flex key={place} role="listitem" className="sesame-more-row" justify="space-between" gap={12}>
          <div>
            <StateTag kind="refund" state={event.to} />
            {event.note && <div style={{ marginTop: 4 }}>{event.note}</div>}
          </div>
          <Typography.Text type="secondary" style={{ fontSize: 12, textAlign: 'right', flex: 'none' }}>
            <DateTime at={event.at} show="second" />
            <div>{event.actorName ?? orders('actor.system')}</div>
          </Typography.Text>
        </Flex>
      ))}
    </div>
  )
}
