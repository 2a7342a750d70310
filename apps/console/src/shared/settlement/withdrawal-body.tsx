import type { AnswerOf } from '@sesame/contract/route'
import type { withdrawalRoutes } from '@sesame/contract/withdrawals'
import { Alert, Timeline, Typography } from 'antd'
import type { ReactNode } from 'react'
import { DateTime } from '../date-time.tsx'
import { Facts } from '../facts.tsx'
import { Money } from '../money-text.tsx'
import { Section } from '../section.tsx'
import { StateTag } from '../state-tag.tsx'
import { useText } from '../text.ts'

type Detail = AnswerOf<typeof withdrawalRoutes.getWithdrawal>
type WithdrawalBodyProps = {
  withdrawal: Detail
  /** Beside the amount: what opens its transfers. */
  aside?: ReactNode
  /** Instead of the masked number. */
  bankNumber?: ReactNode
}

export function WithdrawalBody({ withdrawal, aside, bankNumber }: WithdrawalBodyProps) {
  const text = useText('withdrawals')
  return (
    <>
      <Typography.Text type="secondary">{text('amount')}</Typography.Text>
      <div
        style={{ display: 'flex', justifyContent: 'space-between', alignItems: 'flex-end', marginBottom: 12 }}
      >
        <Money fen={withdrawal.amountFen} size="figure" />
        {aside}
      </div>
      {withdrawal.problem && (
        <Alert type="warning" showIcon title={withdrawal.problem} style={{ marginBottom: 12 }} />
      )}
      <WithdrawalFacts withdrawal={withdrawal} bankNumber={bankNumber} />
      <Section title={text('events')}>
        <Events events={withdrawal.events} />
      </Section>
    </>
  )
}

function WithdrawalFacts({ withdrawal, bankNumber }: Pick<WithdrawalBodyProps, 'withdrawal' | 'bankNumber'>) {
  const text = useText('withdrawals')
  const { reviewers, approvals: count } = withdrawal
  return (
    <Facts
      facts={[
        { label: text('number'), value: withdrawal.number },
        { label: text('holder'), value: withdrawal.holder },
        { label: text('bank'), value: withdrawal.bank },
        { label: text('account'), value: bankNumber ?? withdrawal.bankNumber },
        {
          label: text('approvals'),
          value:
            reviewers === 0 ? text('approvals.none') : text('approvals.of', { count, needed: reviewers }),
        },
        { label: text('requestedBy'), value: withdrawal.requestedBy },
        { label: text('createdAt'), value: <DateTime at={withdrawal.createdAt} show="second" /> },
        withdrawal.reference !== null && { label: text('reference'), value: withdrawal.reference },
        withdrawal.transferredOn !== null && {
          label: text('transferredOn'),
          value: withdrawal.transferredOn,
        },
      ]}
    />
  )
}

function Events({ events }: { events: Detail['events'] }) {
  const text = useText('withdrawals')
  return (
    <Timeline
      style={{ marginTop: 12 }}
      items={events.toReversed().map((event, index) => ({
        key: `${event.at}-${index}`,
        content: (
          <>
            <StateTag kind="withdrawal" state={event.to} /> {event.note}
            <div>
              <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                <DateTime at={event.at} show="second" /> · {event.who || text('system')}
              </Typography.Text>
            </div>
          </>
        ),
      }))}
    />
  )
}
