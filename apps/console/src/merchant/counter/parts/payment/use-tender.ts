import { useEffect, useRef, useState } from 'react'
import type { Order } from '../../counter-types.ts'
import { useHotkeys } from '../../keys/use-hotkeys.ts'
import { useScanGun } from '../../keys/use-scan-gun.ts'
import { isPayerCode } from '../../payer-code.ts'
import { useCodePayment } from './use-code-payment.ts'
import { useQrPayment } from './use-qr-payment.ts'

export type Tender = 'cash' | 'card' | 'online'
type Options = { payerCode: string | undefined; onPaid: (order: Order) => void }

/** How the order is being paid: chosen by key or hand, or by what a gun reads. While a customer confirms, it stays. */
export function useTender(order: Order, { payerCode, onPaid }: Options) {
  const [tender, setTender] = useState<Tender>('cash')
  const [scanned, setScanned] = useState('')
  const takesCard = order.lines.every((line) => line.kind === 'goods' || line.kind === 'visit')
  const qr = useQrPayment(order, onPaid)
  const byCode = useCodePayment(order, onPaid)
  const isHeld = byCode.isWaiting || byCode.sending
  const choose = (next: Tender) => {
    if (!isHeld) setTender(next)
  }
  const scan = (code: string) => {
    const isCards = code.length === 16 && (takesCard || !isPayerCode(code))
    if (!isCards && isPayerCode(code)) {
      setTender('online')
      return byCode.start(code)
    }
    if (!takesCard || isHeld) return
    setScanned(code)
    setTender('card')
  }
  useScanGun(scan)
  // What is waiting, or was scanned before the dialog opened, is shown at once.
  const begin = useRef(() => {
    if (payerCode !== undefined) scan(payerCode)
    else if (byCode.isWaiting) setTender('online')
  })
  useEffect(() => begin.current(), [])
  useHotkeys(
    {
      F6: () => choose('cash'),
      F7: () => takesCard && choose('card'),
      F8: () => choose('online'),
    },
    { inDialog: true },
  )
  return { tender, choose, scanned, takesCard, isHeld, byCode, qr }
}
