import { CloseOutlined, UserOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Avatar, Button, Flex, Typography } from 'antd'
import { useSession } from '../../../../shared/session.ts'
import { useText } from '../../../../shared/text.ts'
import type { Buyer } from '../../counter-types.ts'
import type { Found } from '../../use-finding.ts'
import { NewCustomer } from './new-customer.tsx'

type CustomerBoxProps = {
  buyer: Buyer | undefined
  found: Found
  onChoose: (buyer: Buyer | undefined) => void
  onForget: () => void
  /** The order is placed: the customer can't change any more. */
  fixed: boolean
}

/** Who is buying: chosen, one of several, new, or nobody in particular. */
export function CustomerBox({ buyer, found, onChoose, onForget, fixed }: CustomerBoxProps) {
  const text = useText('counter')
  const { can } = useSession('merchant')
  const choose = (chosen: Buyer) => {
    onForget()
    onChoose(chosen)
  }
  if (found.kind === 'several') return <Several buyers={found.buyers} onChoose={choose} />
  if (found.kind === 'new' && can('customer.edit'))
    return <NewCustomer key={found.mobile} mobile={found.mobile} onAdded={choose} onCancel={onForget} />
  return (
    <Flex gap={12} align="center">
      <Avatar
        size={40}
        icon={buyer ? undefined : <UserOutlined />}
        className={buyer ? 'counter-buyer' : undefined}
      >
        {buyer?.name.slice(0, 1)}
      </Avatar>
      <div style={{ flex: 1, minWidth: 0 }}>
        <div style={{ fontWeight: 600 }}>
          {buyer ? buyer.name : text('customer.walkIn')}
          {buyer && can('customer.view') && (
            <Link
              to={`/m/customers/${buyer.id}`}
              style={{ marginInlineStart: 8, fontWeight: 400, fontSize: 13 }}
            >
              {text('customer.open')}
            </Link>
          )}
        </div>
        <Typography.Text type="secondary" style={{ fontSize: 13 }}>
          {buyer ? buyer.mobile : text('customer.walkIn.hint')}
          {buyer?.cards !== undefined && ` · ${text('customer.cards', { count: buyer.cards })}`}
        </Typography.Text>
      </div>
      {buyer && !fixed && (
        <Button
          type="text"
          icon={<CloseOutlined />}
          aria-label={text('customer.clear')}
          title={text('customer.clear')}
          onClick={() => onChoose(undefined)}
        />
      )}
    </Flex>
  )
}

function Several({ buyers, onChoose }: { buyers: Buyer[]; onChoose: (buyer: Buyer) => void }) {
  const text = useText('counter')
  return (
    <Flex vertical gap={6}>
      <Typography.Text type="secondary">{text('customer.several')}</Typography.Text>
      {buyers.map((buyer, index) => (
        <Button
          key={buyer.id}
          autoFocus={index === 0}
          onClick={() => onChoose(buyer)}
          style={{ justifyContent: 'space-between' }}
        >
          <span>{buyer.name}</span>
          <Typography.Text type="secondary">{buyer.mobile}</Typography.Text>
        </Button>
      ))}
    </Flex>
  )
}
