import { shippingRoutes } from '@sesame/contract/shipping'
import { useState } from 'react'
import { useCommand } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { useText } from '../../../shared/text.ts'
import type { Order } from './order-types.ts'
import { ParcelFields, wantsMobile, type ParcelValues } from './parcel-fields.tsx'

type Shipping = NonNullable<Order['shipping']>

/** The parcel is entered, or corrected while WeChat was not told of it. */
export function ShipOrder({ order, shipping }: { order: Order; shipping: Shipping }) {
  const text = useText('orders')
  const notice = useNotice()
  const ship = useCommand(shippingRoutes.shipOrder, { quiet: true })
  const [values, setValues] = useState(() => valuesOf(order, shipping))
  const isSent = shipping.state === 'sent'

  const send = async () => {
    const { carrier, trackingNumber, mobileEnd } = values
    if (!carrier) return
    const body = { carrier, trackingNumber, ...(wantsMobile(values) && { receiverMobileEnd: mobileEnd }) }
    await ship.send({ params: { orderId: order.id }, body })
    notice.done(text('ship.done'))
  }
  return (
    <ConfirmButton
      label={text(isSent ? 'ship.correct' : 'ship')}
      title={text(isSent ? 'ship.correct' : 'ship.title')}
      hint={text('ship.hint')}
      facts={[
        { label: text('title'), value: order.title, strong: true },
        order.customerName !== null && {
          label: text('customer'),
          value: `${order.customerName} ${order.customerMobile ?? ''}`,
        },
      ]}
      button={isSent ? {} : { type: 'primary' }}
      ready={isReady(values)}
      onConfirm={send}
    >
      <ParcelFields values={values} onChange={setValues} />
    </ConfirmButton>
  )
}

/** Most buyers are the receivers too; their number is shown masked, but for its end. */
function valuesOf(order: Order, { carrier, trackingNumber, receiverMobileEnd }: Shipping): ParcelValues {
  const mobileEnd = receiverMobileEnd ?? /\d{4}$/.exec(order.customerMobile ?? '')?.[0] ?? ''
  return { carrier: carrier ?? undefined, trackingNumber: trackingNumber ?? '', mobileEnd }
}

function isReady(values: ParcelValues): boolean {
  const { carrier, trackingNumber, mobileEnd } = values
  const isNumber = /^[0-9A-Za-z-]{6,32}$/.test(trackingNumber)
  return carrier !== undefined && isNumber && (!wantsMobile(values) || /^\d{4}$/.test(mobileEnd))
}
