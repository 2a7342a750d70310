import { carrierCodes, type CarrierCode } from '@sesame/contract/carriers'
import { shippingRoutes } from '@sesame/contract/shipping'
import { Flex, Input, Select, Typography } from 'antd'
import { useState, type ReactNode } from 'react'
import { useCommand } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { useText } from '../../../shared/text.ts'
import type { Order } from './order-types.ts'
import { useCarrierName } from './use-carrier-name.ts'

/** The parcel is entered, or corrected while WeChat was not told of it. */
export function ShipOrder({ order, shipping }: { order: Order; shipping: NonNullable<Order['shipping']> }) {
  const text = useText('orders')
  const notice = useNotice()
  const nameOf = useCarrierName()
  const ship = useCommand(shippingRoutes.shipOrder, { quiet: true })
  const [carrier, setCarrier] = useState<CarrierCode | undefined>(shipping.carrier ?? undefined)
  const [number, setNumber] = useState(shipping.trackingNumber ?? '')
  const [mobileEnd, setMobileEnd] = useState(endOf(order, shipping))
  const isSent = shipping.state === 'sent'
  const wantsMobile = carrier === 'SF'
  const isReady =
    carrier !== undefined &&
    /^[0-9A-Za-z-]{6,32}$/.test(number.trim()) &&
    (!wantsMobile || /^\d{4}$/.test(mobileEnd))

  const send = async () => {
    if (!carrier) return
    const body = {
      carrier,
      trackingNumber: number.trim(),
      ...(wantsMobile && { receiverMobileEnd: mobileEnd }),
    }
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
      ready={isReady}
      onConfirm={send}
    >
      <Flex vertical gap={12}>
        <Labelled label={text('carrier')}>
          <Select
            aria-label={text('carrier')}
            value={carrier}
            placeholder={text('carrier.placeholder')}
            onChange={setCarrier}
            options={carrierCodes.map((code) => ({ value: code, label: nameOf(code) }))}
            style={{ width: '100%' }}
          />
        </Labelled>
        <Labelled label={text('trackingNumber')}>
          <Input
            aria-label={text('trackingNumber')}
            value={number}
            maxLength={32}
            autoComplete="off"
            onChange={(event) => setNumber(event.target.value)}
          />
        </Labelled>
        {wantsMobile && (
          <Labelled label={text('receiverMobileEnd')}>
            <Input
              aria-label={text('receiverMobileEnd')}
              value={mobileEnd}
              maxLength={4}
              inputMode="numeric"
              autoComplete="off"
              onChange={(event) => setMobileEnd(event.target.value)}
            />
          </Labelled>
        )}
      </Flex>
    </ConfirmButton>
  )
}

/** Most buyers are the receivers too; their number is shown masked, but for its end. */
function endOf(order: Order, shipping: NonNullable<Order['shipping']>): string {
  return shipping.receiverMobileEnd ?? /\d{4}$/.exec(order.customerMobile ?? '')?.[0] ?? ''
}

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <Typography.Text type="secondary">{label}</Typography.Text>
      <div style={{ marginTop: 4 }}>{children}</div>
    </div>
  )
}
