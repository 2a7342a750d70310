import { Link } from '@tanstack/react-router'
import { Typography } from 'antd'
import { useSession } from './session.ts'

type PersonLinkProps = { id: string | null; name: string; mobile?: string | null }

/** A customer's name, leading to them for those who may see customers. */
export function PersonLink({ id, name, mobile }: PersonLinkProps) {
  const { can } = useSession('merchant')
  return (
    <span>
      {id && can('customer.view') ? <Link to={`/m/customers/${id}`}>{name}</Link> : name}
      {mobile && (
        <Typography.Text type="secondary" style={{ marginInlineStart: 8 }}>
          {mobile}
        </Typography.Text>
      )}
    </span>
  )
}

type CardLinkProps = { id: string; number: string }

export function CardLink({ id, number }: CardLinkProps) {
  const { can } = useSession('merchant')
  return can('card.view') ? <Link to={`/m/cards/${id}`}>{number}</Link> : <span>{number}</span>
}
