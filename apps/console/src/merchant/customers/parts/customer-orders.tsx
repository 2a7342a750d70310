import { orderRoutes } from '@sesame/contract/orders'
import { Link } from '@tanstack/react-router'
import { Flex, Typography } from 'antd'
import { DateTime } from '../../../shared/date-time.tsx'
import { MoreList } from '../../../shared/list/more-list.tsx'
import { useMore } from '../../../shared/list/use-more.ts'
import { Money } from '../../../shared/money-text.tsx'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'

export function CustomerOrders({ customerId }: { customerId: string }) {
  const text = useText('customers')
  const list = useMore(orderRoutes.listOrders, { query: { customerId } })
  return (
    <MoreList
      list={list}
      rowKey={(order) => order.id}
      empty={text('orders.empty')}
      render={(order) => (
        <Flex justify="space-between" gap={12} align="center">
          <div style={{ minWidth: 0 }}>
            <Link to={`/m/orders/${order.id}`}>{order.title}</Link>{' '}
            <StateTag kind="order" state={order.state} />
            <div>
              <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                <DateTime at={order.createdAt} /> · {order.number}
              </Typography.Text>
            </div>
          </div>
          <Money fen={order.totalFen} />
        </Flex>
      )}
    />
  )
}
