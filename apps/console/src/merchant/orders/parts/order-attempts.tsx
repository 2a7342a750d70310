import { Flex, Typography } from 'antd'
import { DateTime } from '../../../shared/date-time.tsx'
import type { KeyOf } from '../../../shared/messages/index.ts'
import { Money } from '../../../shared/money-text.tsx'
import { StateTag, ToneTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import { orders } from '../../../shared/messages/zh/orders.ts'
import type { Order } from './order-types.ts'

/** How each payment channel was tried, with the numbers that the channel's support asks for. */
export function OrderAttempts({ attempts }: { attempts: Order['attempts'] }) {
  const text = useText('orders')
  const methodOf = (method: string) => {
    const key = `method.${method}`
    return key in orders ? text(key as KeyOf<'orders'>) : method
  }
  if (attempts.length === 0)
    return <Typography.Text type="secondary">{text('attempts.empty')}</Typography.Text>
  return (
    <div role="list">
      {attempts.map((attempt) => (
        <Flex key={attempt.id} role="listitem" className="sesame-more-row" vertical gap={4}>
          <Flex justify="space-between" gap={8} wrap>
            <Flex gap={8} align="center" wrap>
              {methodOf(attempt.method)}
              <StateTag kind="attempt" state={attempt.state} />
              {attempt.refundedByItself && <ToneTag tone="refunded">{text('attempt.byItself')}</ToneTag>}
            </Flex>
            <Money fen={attempt.amountFen} />
          </Flex>
          <Number label={text('outTradeNo')} value={attempt.outTradeNo} />
          {attempt.transactionNo && <Number label={text('transactionNo')} value={attempt.transactionNo} />}
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            <DateTime at={attempt.succeededAt ?? attempt.createdAt} show="second" />
          </Typography.Text>
        </Flex>
      ))}
    </div>
  )
}

function Number({ label, value }: { label: string; value: string }) {
  return (
    <Typography.Text type="secondary" style={{ fontSize: 12, overflowWrap: 'anywhere' }}>
      {label} <Typography.Text copyable={{ text: value }}>{value}</Typography.Text>
    </Typography.Text>
  )
}
