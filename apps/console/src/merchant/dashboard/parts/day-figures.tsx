import { Typography } from 'antd'
import { Figure, FigureGrid } from '../../../shared/figure.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { useSession } from '../../../shared/session.ts'
import { useText } from '../../../shared/text.ts'
import type { Dashboard, Figures } from '../figures.ts'

type DayFiguresProps = { figures: Figures; yesterday: Dashboard['yesterday'] }

/** Today's figures, each against the whole of yesterday and leading to what is behind it. */
export function DayFigures({ figures, yesterday }: DayFiguresProps) {
  const text = useText('dashboard')
  const { can } = useSession('merchant')
  const to = (permission: string, address: string) => (can(permission) ? { to: address } : {})
  const today = `from=${figures.day}&to=${figures.day}`
  return (
    <FigureGrid>
      <Figure
        label={text('sales')}
        hint={text('sales.hint')}
        tone="own"
        value={<Money fen={figures.salesFen} />}
        note={<Versus now={figures.salesFen} then={yesterday.salesFen} unit="fen" />}
        {...to('order.view', `/m/deals?${today}`)}
      />
      <Figure
        label={text('orders')}
        tone="own"
        value={figures.orders}
        note={<Versus now={figures.orders} then={yesterday.orders} unit="count" />}
        {...to('order.view', `/m/deals?${today}`)}
      />
      <Figure
        label={text('redemptions')}
        tone="released"
        value={figures.redemptions}
        note={<Versus now={figures.redemptions} then={yesterday.redemptions} unit="count" />}
        {...to('card.view', `/m/redemptions?${today}`)}
      />
      <Figure
        label={text('consumed')}
        hint={text('consumed.hint')}
        tone="released"
        value={<Money fen={figures.consumedFen} />}
        note={<Versus now={figures.consumedFen} then={yesterday.consumedFen} unit="fen" />}
        {...to('card.view', `/m/redemptions?${today}`)}
      />
      <Figure
        label={text('cards')}
        tone="escrow"
        value={figures.cardsOpened}
        note={<Soft>{text('recharges', { count: figures.recharges })}</Soft>}
        {...to('card.view', '/m/cards')}
      />
      <Figure
        label={text('customers')}
        tone="own"
        value={figures.newCustomers}
        {...to('customer.view', '/m/customers')}
      />
      <Figure
        label={text('escrow')}
        hint={text('escrow.hint')}
        tone="escrow"
        value={<Money fen={figures.escrowFen} />}
        {...to('money.view', '/m/money')}
      />
      <Figure
        label={text('available')}
        hint={text('available.hint')}
        tone="own"
        value={<Money fen={figures.availableFen} />}
        note={
          figures.refundedFen > 0 && (
            <Soft>
              {text('refunded')} ¥{yuanText(figures.refundedFen)}
            </Soft>
          )
        }
        {...to('money.view', '/m/money')}
      />
    </FigureGrid>
  )
}

const Soft = ({ children }: { children: React.ReactNode }) => (
  <Typography.Text type="secondary" style={{ fontSize: 12 }}>
    {children}
  </Typography.Text>
)

/** Today is not over, so it is compared with all of yesterday, in words. */
function Versus({ now, then, unit }: { now: number; then: number; unit: 'fen' | 'count' }) {
  const text = useText('dashboard')
  const figureOf = (amount: number) => (unit === 'fen' ? `¥${yuanText(amount)}` : String(amount))
  const figure = figureOf(Math.abs(now - then))
  if (now === then) return <Soft>{text('same')}</Soft>
  return <Soft>{text(now > then ? 'up' : 'down', { figure })}</Soft>
}
