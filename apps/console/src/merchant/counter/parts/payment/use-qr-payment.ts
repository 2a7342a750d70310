import { counterRoutes } from '@sesame/contract/counter'
import { orderRoutes } from '@sesame/contract/orders'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { client, useCommand } from '../../../../shared/api.ts'
import type { Order } from '../../counter-types.ts'

export type QrProvider = 'wechat-pay' | 'alipay'
export type QrPaying = ReturnType<typeof useQrPayment>

const askEveryMilliseconds = 2500

/**
 * A code for the customer to scan. Once there is one, it asks until the order is paid or closed, whichever
 * tender the cashier looks at: the customer may be paying already.
 */
export function useQrPayment(order: Order, onOrder: (order: Order) => void) {
  const show = useCommand(counterRoutes.showPayCode, { quiet: true })
  const [codes, setCodes] = useState<Partial<Record<QrProvider, string>>>({})
  const changed = useRef(onOrder)
  changed.current = onOrder

  const start = (provider: QrProvider) => {
    if (codes[provider] !== undefined) return
    const sent = show.send({ params: { orderId: order.id }, body: { provider } })
    void sent
      .then((answer) => {
        const { codeUrl } = answer
        if (codeUrl !== null) setCodes((known) => ({ ...known, [provider]: codeUrl }))
        changed.current(answer.order)
      })
      .catch(() => undefined)
  }
  const check = useQuery({
    queryKey: ['payment-check', order.id],
    queryFn: () => client.call(orderRoutes.checkPayment, { params: { orderId: order.id } }),
    enabled: order.attempts.length > 0,
    refetchInterval: askEveryMilliseconds,
    refetchIntervalInBackground: true,
    staleTime: 0,
    gcTime: 0,
  })
  const latest = check.data
  useEffect(() => {
    if (latest && latest.state !== 'pending') changed.current(latest)
  }, [latest])

  return {
    codes,
    error: show.error,
    start,
    checking: check.isFetching,
    check: () => void check.refetch(),
  }
}
