import { Alert, Flex, Typography } from 'antd'
import { Link } from '@tanstack/react-router'
import { useQueryOf } from '../api.ts'
import { DateTime } from '../date-time.tsx'
import { DetailDrawer } from '../detail-drawer.tsx'
import { Facts } from '../facts.tsx'
import { Answered } from '../looks.tsx'
import { Money } from '../money-text.tsx'
import { Section } from '../section.tsx'
import { StateTag } from '../state-tag.tsx'
import { useText } from '../text.ts'
import { TransfersButton } from '../transfers-button.tsx'
import { billRoutesOf, dayOfId, netFen, prefixOf, type BillAudience, type BillDayDetail } from './bills.ts'
import { ReconcileButton } from './reconcile-button.tsx'

type DayDrawerProps = { audience: BillAudience; id: string | undefined; onClose: () => void }

/** One day of one account: both sides added up, what was booked, and every run there ever was. */
export function DayDrawer({ audience, id, onClose }: DayDrawerProps) {
  const text = useText('bills')
  const params = dayOfId(id ?? '')
  // A run takes a moment, and is worth waiting for while one looks at it.
  const query = useQueryOf(
    billRoutesOf(audience).getBillDay,
    { params },
    { enabled: id !== undefined, refetchInterval: 3000 },
  )
  const day = query.data
  return (
    <DetailDrawer
      id={id}
      onClose={onClose}
      title={text('day.title', { day: params.day })}
      aside={day && <StateTag kind="billDay" state={day.state} />}
      actions={id && <ReconcileButton audience={audience} of={params} />}
    >
      <Answered query={query}>{(found) => <DayDetail audience={audience} day={found} />}</Answered>
    </DetailDrawer>
  )
}

function DayDetail({ audience, day }: { audience: BillAudience; day: BillDayDetail }) {
  const text = useText('bills')
  return (
    <Flex vertical gap={20}>
      {day.reason && (
        <Alert
          type={day.state === 'refused' ? 'error' : 'info'}
          showIcon
          title={day.reason}
          description={day.detail || undefined}
        />
      )}
      {day.batch && <Sides day={day} batch={day.batch} />}
      {day.open + day.carried > 0 && (
        <Link
          to={`${prefixOf(audience)}/bill-differences`}
          search={{ from: day.day, to: day.day, channelAccountId: day.channelAccountId } as never}
        >
          {text('toDifferences', { open: day.open, carried: day.carried })}
        </Link>
      )}
      <Section title={text('batches')}>
        {day.batches.length === 0 && (
          <Typography.Text type="secondary">{text('batches.none')}</Typography.Text>
        )}
        {day.batches.map((batch) => (
          <Batch key={batch.id} audience={audience} batch={batch} isInForce={batch.id === day.batch?.id} />
        ))}
      </Section>
    </Flex>
  )
}

type Sums = NonNullable<BillDayDetail['batch']>

function Sides({ day, batch }: { day: BillDayDetail; batch: Sums }) {
  const text = useText('bills')
  const money = (fen: number) => <Money fen={fen} />
  const pair = (theirs: number, ours: number) => (
    <span>
      {money(theirs)} <Typography.Text type="secondary">/</Typography.Text> {money(ours)}
    </span>
  )
  const booked = {
    payments: batch.matchedPaymentsFen,
    refunds: batch.matchedRefundsFen,
    fee: batch.matchedFeeFen,
  }
  return (
    <Section title={`${day.accountName} · ${text('sides')}`}>
      <Facts
        facts={[
          {
            label: text('count.payments', { theirs: batch.theirsPayments, ours: batch.oursPayments }),
            value: pair(batch.theirsPaymentsFen, batch.oursPaymentsFen),
          },
          {
            label: text('count.refunds', { theirs: batch.theirsRefunds, ours: batch.oursRefunds }),
            value: pair(batch.theirsRefundsFen, batch.oursRefundsFen),
          },
          { label: text('fee'), value: money(batch.theirsFeeFen) },
          {
            label: text('matched', { count: batch.matched }),
            value: money(booked.payments - booked.refunds),
          },
          { label: text('booked'), value: money(netFen(booked)), strong: true },
        ]}
      />
    </Section>
  )
}

type BatchProps = {
  audience: BillAudience
  batch: BillDayDetail['batches'][number]
  isInForce: boolean
}

function Batch({ audience, batch, isInForce }: BatchProps) {
  const text = useText('bills')
  return (
    <div className="sesame-more-row">
      <Flex justify="space-between" gap={8} wrap>
        <Typography.Text strong={isInForce}>
          {text('batch', { number: batch.number })}
          {isInForce ? ` · ${text('batch.inForce')}` : ` · ${text('batch.superseded')}`}
        </Typography.Text>
        <DateTime at={batch.at} show="second" />
      </Flex>
      <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
        {text('batch.lines', { lines: batch.lines, matched: batch.matched })}
        {' · '}
        {batch.askedBy ?? text('byItself')}
      </Typography.Text>
      {batch.fileName ? (
        <Typography.Text
          type="secondary"
          style={{ display: 'block', fontSize: 12, overflowWrap: 'anywhere' }}
          copyable={{ text: batch.fileName }}
        >
          SHA-256 {batch.fileName.slice(0, 16)}…
        </Typography.Text>
      ) : (
        <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
          {text('batch.noFile')}
        </Typography.Text>
      )}
      {audience === 'merchant' && <TransfersButton subjects={[{ kind: 'bill_batch', id: batch.id }]} />}
    </div>
  )
}
