import { timeText } from '../../../shared/date-time.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { Receipt } from '../../../shared/receipt.tsx'
import { useSession } from '../../../shared/session.ts'
import { useText } from '../../../shared/text.ts'
import { visitsUsed } from '../../redemptions/parts/redemption-types.ts'
import type { Card, Order, Redemption } from '../counter-types.ts'

type SaleReceiptProps = { order: Order; givenFen: number | undefined }

export function SaleReceipt({ order, givenFen }: SaleReceiptProps) {
  const text = useText('counter')
  const orders = useText('orders')
  const { merchant, name } = useSession('merchant')
  const customer = order.customerName && `${order.customerName} ${order.customerMobile ?? ''}`
  const change = givenFen === undefined ? 0 : givenFen - order.totalFen
  return (
    <Receipt
      shop={merchant.name}
      title={text('receipt.sale')}
      head={[
        { label: text('receipt.number'), value: order.number },
        { label: text('receipt.time'), value: timeText(order.paidAt ?? order.createdAt, 'second') },
        { label: text('receipt.cashier'), value: order.sellerName ?? name },
        ...(customer ? [{ label: text('receipt.customer'), value: customer }] : []),
      ]}
      lines={order.lines.map((line) => ({
        name: line.quantity > 1 ? `${line.name} × ${line.quantity}` : line.name,
        amount: <Money fen={line.amountFen} />,
        ...(line.cardNumber ? { note: `${text('receipt.card')} ${line.cardNumber}` } : {}),
      }))}
      totals={[
        { label: text('receipt.total'), value: <Money fen={order.totalFen} />, strong: true },
        { label: text('receipt.tender'), value: order.tender ? orders(`tender.${order.tender}`) : '–' },
        ...(change > 0 && givenFen !== undefined
          ? [
              { label: text('receipt.given'), value: <Money fen={givenFen} /> },
              { label: text('receipt.change'), value: <Money fen={change} /> },
            ]
          : []),
      ]}
      foot={text('receipt.foot')}
    />
  )
}

export function RedemptionReceipt({ redemption, card }: { redemption: Redemption; card: Card }) {
  const text = useText('counter')
  const redemptions = useText('redemptions')
  const { merchant } = useSession('merchant')
  const visits = visitsUsed(redemption)
  const holding = card.holdings.find((one) => one.productName === redemption.productName)
  const left = holding
    ? `${holding.visitsLeft + holding.giftVisitsLeft} ${holding.unit}`
    : redemptions('times', { count: card.visitsLeft })
  return (
    <Receipt
      shop={merchant.name}
      title={text('receipt.redemption')}
      head={[
        { label: text('receipt.time'), value: timeText(redemption.at, 'second') },
        { label: text('receipt.cashier'), value: redemption.staffName },
        { label: text('receipt.customer'), value: `${redemption.customerName} ${redemption.customerMobile}` },
        { label: text('receipt.card'), value: redemption.cardNumber },
      ]}
      lines={[
        {
          name: redemption.productName ?? (redemption.note || redemptions('value')),
          amount: visits > 0 ? redemptions('times', { count: visits }) : <Money fen={redemption.amountFen} />,
        },
      ]}
      totals={[
        {
          label: text('receipt.left'),
          value: visits > 0 ? left : <Money fen={card.valuePrincipalFen + card.bonusFen} />,
          strong: true,
        },
      ]}
      foot={text('receipt.foot')}
    />
  )
}
