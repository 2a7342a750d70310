import { Typography } from 'antd'
import { Figure, FigureGrid } from '../../../shared/figure.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { useSession } from '../../../shared/session.ts'
import { useText } from '../../../shared/text.ts'
import type { Dashboard, Figures } from '../figures.ts'

type DayFiguresProps = { figures: Figures; yesterday: Dashboard['yesterday'] }

/** Today's figures, each leading to what is behind it; the first four against the whole of yesterday. */
export function DayFigures({ figures, yesterday }: DayFiguresProps) {
  return (
    <FigureGrid>
      <Business figures={figures} yesterday={yesterday} />
      <Standing figures={figures} />
    </FigureGrid>
  )
}

/** The address behind a figure, for those who may go there. */
function useWay() {
  const { can } = useSession('merchant')
  return (permission: string, address: string) => (can(permission) ? { to: address } : {})
}

function Business({ figures, yesterday }: DayFiguresProps) {
  const text = useText('dashboard')
  const way = useWay()
  const today = `from=${figures.day}&to=${figures.day}`
  const deals = way('order.view', `/m/deals?${today}&tender=money`)
  const redemptions = way('card.view', `/m/redemptions?${today}`)
  return (
    <>
      <Figure
        label={text('sales')}
        hint={text('sales.hint')}
        value={<Money fen={figures.salesFen} />}
        note={<Versus now={figures.salesFen} then={yesterday.salesFen} unit="fen" />}
        {...deals}
      />
      <Figure
        label={text('orders')}
        value={figures.orders}
        note={<Versus now={figures.orders} then={yesterday.orders} unit="count" />}
        {...deals}
      />
      <Figure
        label={text('redemptions')}
        tone="released"
        value={figures.redemptions}
        note={<Versus now={figures.redemptions} then={yesterday.redemptions} unit="count" />}
        {...redemptions}
      />
      <Figure
        label={text('consumed')}
        hint={text('consumed.hint')}
        tone="released"
        value={<Money fen={figures.consumedFen} />}
        note={<Versus now={figures.consumedFen} then={yesterday.consumedFen} unit="fen" />}
        {...redemptions}
      />
    </>
  )
}

function Standing({ figures }: { figures: Figures }) {
  const text = useText('dashboard')
  const way = useWay()
  const refunded = figures.refundedFen > 0 && `${text('refunded')} ¥${yuanText(figures.refundedFen)}`
  return (
    <>
      <Figure
        label={text('cards')}
        tone="escrow"
        value={figures.cardsOpened}
        note={<Soft>{text('recharges', { count: figures.recharges })}</Soft>}
        {...way('card.view', '/m/cards')}
      />
      <Figure
        label={text('customers')}
        value={figures.newCustomers}
        {...way('customer.view', '/m/customers')}
      />
      <Figure
        label={text('escrow')}
        hint={text('escrow.hint')}
        tone="escrow"
        value={<Money fen={figures.escrowFen} />}
        {...way('money.view', '/m/money')}
      />
      <Figure
        label={text('available')}
        hint={text('available.hint')}
        value={<Money fen={figures.availableFen} />}
        note={refunded && <Soft>{refunded}</Soft>}
        {...way('money.view', '/m/money')}
      />
    </>
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
