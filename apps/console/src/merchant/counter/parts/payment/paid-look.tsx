import { CheckCircleFilled } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Flex, Typography } from 'antd'
import { Facts } from '../../../../shared/facts.tsx'
import { Money } from '../../../../shared/money-text.tsx'
import { yuanText } from '../../../../shared/money.ts'
import { CardLink } from '../../../../shared/person-link.tsx'
import { useSession } from '../../../../shared/session.ts'
import { useText } from '../../../../shared/text.ts'
import type { Order } from '../../counter-types.ts'
import { SaleReceipt } from '../receipts.tsx'
import { ReceiptButton } from '../receipt-button.tsx'

type PaidLookProps = { order: Order; givenFen: number | undefined; onNext: () => void }

/** Paid: what came in, which cards it opened, and a receipt. Enter goes on to the next. */
export function PaidLook({ order, givenFen, onNext }: PaidLookProps) {
  const text = useText('counter')
  const orders = useText('orders')
  const { can } = useSession('merchant')
  const cards = order.lines.filter((line) => line.cardId && line.cardNumber)
  const changeFen = givenFen === undefined ? 0 : givenFen - order.totalFen
  return (
    <Flex vertical gap={16}>
      <Flex vertical align="center" gap={4} className="counter-success" role="status">
        <CheckCircleFilled className="counter-success-mark" />
        <Typography.Title level={2} style={{ fontSize: 20, margin: 0 }}>
          {text('paid.at', { amount: `¥${yuanText(order.paidFen || order.totalFen)}` })}
        </Typography.Title>
        <Typography.Text type="secondary">{order.title}</Typography.Text>
      </Flex>
      <Facts
        facts={[
          { label: orders('number'), value: order.number },
          { label: orders('tender'), value: order.tender ? orders(`tender.${order.tender}`) : '–' },
          changeFen > 0 && {
            label: text('pay.cash.change'),
            value: <Money fen={changeFen} size="large" tone="own" />,
            strong: true,
          },
          order.customerName !== null && { label: orders('customer'), value: order.customerName },
          cards.length > 0 && {
            label: text('paid.cards'),
            value: cards.map((line) => (
              <div key={line.id}>
                <CardLink id={line.cardId!} number={line.cardNumber!} />
              </div>
            )),
          },
        ]}
      />
      <Flex gap={8} justify="center" wrap>
        <ReceiptButton>
          <SaleReceipt order={order} givenFen={givenFen} />
        </ReceiptButton>
        {can('order.view') && (
          <Link to={`/m/orders/${order.id}`}>
            <Button>{text('paid.order')}</Button>
          </Link>
        )}
        <Button type="primary" autoFocus onClick={onNext}>
          {text('paid.next')}
        </Button>
      </Flex>
    </Flex>
  )
}
