import { Flex, Typography } from 'antd'
import { useText } from '../../../shared/text.ts'
import type { Card } from './card-types.ts'

export const visitsOf = (holding: Card['holdings'][number]) => holding.visitsLeft + holding.giftVisitsLeft

export function CardHoldings({ holdings }: { holdings: Card['holdings'] }) {
  const text = useText('cards')
  if (holdings.length === 0)
    return <Typography.Text type="secondary">{text('holdings.empty')}</Typography.Text>
  return (
    <div role="list">
      {holdings.map((holding) => (
        <Flex
          key={holding.productId}
          role="listitem"
          className="sesame-more-row"
          justify="space-between"
          gap={12}
        >
          <span>{holding.productName}</span>
          <span style={{ textAlign: 'right' }}>
            <strong>{text('visitsLeft', { count: visitsOf(holding), unit: holding.unit })}</strong>
            {holding.giftVisitsLeft > 0 && (
              <Typography.Text type="secondary" style={{ marginInlineStart: 8 }}>
                {text('gift', { count: holding.giftVisitsLeft })}
              </Typography.Text>
            )}
          </span>
        </Flex>
      ))}
    </div>
  )
}
