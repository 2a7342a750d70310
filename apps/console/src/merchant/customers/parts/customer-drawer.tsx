import { customerRoutes } from '@sesame/contract/orders'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useQueryOf } from '../../../shared/api.ts'
import { DateTime } from '../../../shared/date-time.tsx'
import { DetailDrawer } from '../../../shared/detail-drawer.tsx'
import { Facts } from '../../../shared/facts.tsx'
import { Answered } from '../../../shared/looks.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { Section } from '../../../shared/section.tsx'
import { useSession } from '../../../shared/session.ts'
import { useText } from '../../../shared/text.ts'
import { CustomerCards } from './customer-cards.tsx'
import { CustomerOrders } from './customer-orders.tsx'
import type { Customer } from './customer-types.ts'
import { EditCustomer } from './edit-customer.tsx'

type CustomerDrawerProps = { id: string | undefined; onClose: () => void }

export function CustomerDrawer({ id, onClose }: CustomerDrawerProps) {
  const menu = useText('menu')
  const text = useText('customers')
  const { can } = useSession('merchant')
  const query = useQueryOf(
    customerRoutes.getCustomer,
    { params: { customerId: id ?? '' } },
    { enabled: id !== undefined },
  )
  const customer = query.data
  return (
    <DetailDrawer
      id={id}
      onClose={onClose}
      title={customer?.name ?? menu('customers')}
      actions={
        customer && (
          <>
            {can('customer.edit') && <EditCustomer customer={customer} />}
            {can('order.sell') && (
              <Link to={`/m/counter?customer=${customer.id}`}>
                <Button type="primary">{text('sell')}</Button>
              </Link>
            )}
          </>
        )
      }
    >
      <Answered query={query}>{(answer) => <CustomerBody customer={answer} />}</Answered>
    </DetailDrawer>
  )
}

function CustomerBody({ customer }: { customer: Customer }) {
  const text = useText('customers')
  const { can } = useSession('merchant')
  return (
    <>
      <Facts
        facts={[
          { label: text('mobile'), value: customer.mobile },
          { label: text('paid'), value: <Money fen={customer.paidFen} />, strong: true },
          { label: text('createdAt'), value: <DateTime at={customer.createdAt} /> },
          { label: text('note'), value: customer.note || '–' },
        ]}
      />
      {can('card.view') && (
        <Section title={text('cards.title')}>
          <CustomerCards customerId={customer.id} />
        </Section>
      )}
      {can('order.view') && (
        <Section title={text('orders.title')}>
          <CustomerOrders customerId={customer.id} />
        </Section>
      )}
    </>
  )
}
