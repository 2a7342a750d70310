import { ClockCircleOutlined, RightOutlined, WarningOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useSession } from '../../../shared/session.ts'
import { useText } from '../../../shared/text.ts'
import type { Figures } from '../figures.ts'

/** What waits for somebody, as links; nothing waits, nothing shows. */
export function ToDo({ figures }: { figures: Figures }) {
  const text = useText('dashboard')
  const { can } = useSession('merchant')
  if (!can('order.view') || figures.pendingOrders + figures.abnormalRefunds === 0) return null
  return (
    <nav className="dashboard-todo" aria-label={text('todo')}>
      <Waiting
        count={figures.abnormalRefunds}
        label={text('todo.abnormal')}
        icon={<WarningOutlined />}
        to="/m/refunds?state=abnormal"
        risky
      />
      <Waiting
        count={figures.pendingOrders}
        label={text('todo.pending')}
        icon={<ClockCircleOutlined />}
        to="/m/orders?state=pending"
      />
    </nav>
  )
}

type WaitingProps = { count: number; label: string; icon: ReactNode; to: string; risky?: boolean }

function Waiting({ count, label, icon, to, risky = false }: WaitingProps) {
  if (count === 0) return null
  return (
    <Link to={to} className={risky ? 'dashboard-waiting dashboard-risky' : 'dashboard-waiting'}>
      {icon}
      <span>{label}</span>
      <strong>{count}</strong>
      <RightOutlined style={{ fontSize: 11 }} />
    </Link>
  )
}
