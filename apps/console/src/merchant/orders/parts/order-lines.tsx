import { Flex, Typography } from 'antd'
import { Money } from '../../../shared/money-text.tsx'
import { CardLink } from '../../../shared/person-link.tsx'
import { useText } from '../../../shared/text.ts'
import type { Order } from './order-types.ts'

export function OrderLines({ order }: { order: Order }) {
  const text = useText('orders')
  return (
    <div role="list">
      {order.lines.map((line) => (
        <Flex key={line.id} role="listitem" className="sesame-more-row" justify="space-between" gap={16}>
          <div style={{ minWidth: 0 }}>
            <div>{line.name}</div>
            <Typography.Text type="secondary" style={{ fontSize: 12 }}>
              {text(`line.${line.kind}`)}
              {line.cardId && line.cardNumber && (
                <>
                  {' · '}
                  <CardLink id={line.cardId} number={line.cardNumber} />
                </>
              )}
            </Typography.Text>
          </div>
          <div style={{ textAlign: 'right', flex: 'none' }}>
            <Money fen={line.amountFen} />
            {line.quantity > 1 && (
              <div style={{ fontSize: 12 }}>
                <Typography.Text type="secondary">
                  {/* Visits of a card earn their shares of what was paid, which need not be equal. */}
                  {line.kind !== 'card-consumption' && <Money fen={line.unitPriceFen} />} × {line.quantity}
                </Typography.Text>
              </div>
            )}
          </div>
        </Flex>
      ))}
      <Flex justify="space-between" style={{ paddingTop: 10, fontWeight: 600 }}>
        <span>{text('lines.total')}</span>
        <Money fen={order.totalFen} />
      </Flex>
    </div>
  )
}
