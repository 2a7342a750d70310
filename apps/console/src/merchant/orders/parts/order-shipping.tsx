import { Typography } from 'antd'
import { DateTime } from '../../../shared/date-time.tsx'
import { Facts } from '../../../shared/facts.tsx'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import type { Order } from './order-types.ts'
import { useCarrierName } from './use-carrier-name.ts'

/** What is to be sent, and what it went with. */
export function OrderShipping({ shipping }: { shipping: NonNullable<Order['shipping']> }) {
  const text = useText('orders')
  const nameOf = useCarrierName()
  const { state, carrier, trackingNumber, receiverMobileEnd, sentAt } = shipping
  return (
    <Facts
      facts={[
        { label: text('state'), value: <StateTag kind="shipping" state={state} /> },
        carrier !== null && { label: text('carrier'), value: nameOf(carrier) },
        trackingNumber !== null && {
          label: text('trackingNumber'),
          value: <Typography.Text copyable>{trackingNumber}</Typography.Text>,
        },
        receiverMobileEnd !== null && { label: text('receiverMobileEnd'), value: receiverMobileEnd },
        sentAt !== null && { label: text('sentAt'), value: <DateTime at={sentAt} show="second" /> },
      ]}
    />
  )
}
