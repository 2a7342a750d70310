import { useState } from 'react'
import { listPaymentMethods } from '../../api/orders'
import type { OfferedMethod } from '../../api/types'
import { environment } from '../../platform'
import type { PaymentMethod } from '../../platform/types'
import { Action } from '../../shared/action'
import { yuanText } from '../../shared/figures'
import { Sheet } from '../../shared/sheet'
import { Answer } from '../../shared/shell'
import { currentShop } from '../../shared/shop'
import { useAsked } from '../../shared/use-asked'
import { useCommand } from '../../shared/use-command'
import { Methods } from '../checkout/methods'
import { payOrder } from '../paying/pay-order'
import '../checkout/index.scss'

type Props = { orderId: string; totalFen: number; open: boolean; onClose: () => void }

export function PaySheet({ orderId, totalFen, open, onClose }: Props) {
  return (
    <Sheet title="支付" open={open} onClose={onClose}>
      <Offered orderId={orderId} totalFen={totalFen} />
    </Sheet>
  )
}

function Offered({ orderId, totalFen }: { orderId: string; totalFen: number }) {
  const offered = useAsked(() => listPaymentMethods(currentShop(), environment), [orderId])
  return (
    <Answer asked={offered}>
      {({ items }) => <Choice orderId={orderId} totalFen={totalFen} methods={items} />}
    </Answer>
  )
}

function Choice({
  orderId,
  totalFen,
  methods,
}: {
  orderId: string
  totalFen: number
  methods: OfferedMethod[]
}) {
  const [chosen, setChosen] = useState<PaymentMethod>()
  const method = chosen ?? methods[0]?.method
  const pay = useCommand(async () => {
    if (method !== undefined) await payOrder(orderId, method)
  })
  return (
    <>
      <Methods methods={methods} chosen={method} onChoose={setChosen} />
      <Action
        off={method === undefined}
        busy={pay.busy}
        onPress={pay.run}
      >{`支付 ¥${yuanText(totalFen)}`}</Action>
    </>
  )
}
