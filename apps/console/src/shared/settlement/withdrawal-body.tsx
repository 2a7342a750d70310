import type { AnswerOf } from '@sesame/contract/route'
import type { withdrawalRoutes } from '@sesame/contract/withdrawals'
import { Alert, Typography } from 'antd'
import type { ReactNode } from 'react'
import { DateTime } from '../date-time.tsx'
import { EventTimeline } from '../event-timeline.tsx'
import { Facts } from '../facts.tsx'
import { Money } from '../money-text.tsx'
import { Section } from '../section.tsx'
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
  const steps = withdrawal.events
    .toReversed()
    .map((event) => ({ ...event, who: event.who || text('system') }))
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
        <EventTimeline kind="withdrawal" events={steps} />
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
