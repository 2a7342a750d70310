import { orderRoutes } from '@sesame/contract/orders'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { client, useCommand } from '../../../../shared/api.ts'
import type { Order } from '../../counter-types.ts'

export type NativePayment = ReturnType<typeof useNativePayment>

const askEveryMilliseconds = 2500

/**
 * A code for the customer's WeChat. Once there is one, it asks until the order is paid or closed, whichever
 * tender the cashier looks at: the customer may be paying already.
 */
export function useNativePayment(order: Order, onOrder: (order: Order) => void) {
  const take = useCommand(orderRoutes.takePayment, { quiet: true })
  const [codeUrl, setCodeUrl] = useState<string | undefined>(undefined)
  const changed = useRef(onOrder)
  changed.current = onOrder

  const start = () => {
    const sent = take.send({ params: { orderId: order.id }, body: { tender: 'wechat-native' } })
    void sent
      .then((answer) => {
        setCodeUrl(answer.codeUrl ?? undefined)
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
    codeUrl,
    error: take.error,
    start,
    checking: check.isFetching,
    check: () => void check.refetch(),
  }
}
