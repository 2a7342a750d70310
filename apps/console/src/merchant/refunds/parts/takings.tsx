import type { RefundTaking } from '@sesame/contract/refund-parts'
import type { Static } from '@sesame/contract/schema'
import { Flex, Typography } from 'antd'
import { Money } from '../../../shared/money-text.tsx'
import { useText } from '../../../shared/text.ts'

type Taking = Static<typeof RefundTaking>

/** What a refund takes back, line by line. */
export function Takings({ takings }: { takings: readonly Taking[] }) {
  return (
    <div role="list">
      {takings.map((taking, place) => (
        <Flex key={place} role="listitem" className="sesame-more-row" justify="space-between" gap={12}>
          <div style={{ minWidth: 0 }}>
            {taking.name}
            <What taking={taking} />
          </div>
          <Money fen={taking.amountFen} tone="refunded" />
        </Flex>
      ))}
    </div>
  )
}

function What({ taking }: { taking: Taking }) {
  const text = useText('refunds')
  const count = taking.quantity
  const words = {
    whole: () => text('taking.whole'),
    units: () => (count > 0 ? text('taking.units', { count }) : text('taking.money')),
    visits: () => text('taking.visits', { name: taking.productName ?? '', count }),
    value: () => text('taking.value'),
  }
  return (
    <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
      {words[taking.kind]()}
      {taking.giftVisits > 0 && ` · ${text('taking.gifts', { count: taking.giftVisits })}`}
      {taking.bonusFen > 0 && (
        <>
          {' · '}
          {text('taking.bonus')} <Money fen={taking.bonusFen} />
        </>
      )}
    </Typography.Text>
  )
}
