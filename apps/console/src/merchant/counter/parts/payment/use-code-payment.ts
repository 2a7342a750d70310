import { counterRoutes } from '@sesame/contract/counter'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { client, useCommand } from '../../../../shared/api.ts'
import type { Order } from '../../counter-types.ts'
import { methodsByCode } from '../../payer-code.ts'

export type CodePaymentState = 'waiting' | 'cancelling' | 'paid' | 'failed' | 'closed'
type Current = { attemptId: string; state: CodePaymentState; since: string }
export type CodePaying = ReturnType<typeof useCodePayment>

const askEveryMilliseconds = 2000

/**
 * A payment by the customer's code: sent once, then asked about until it is decided. An order that is taken up again
 * goes on where it stood.
 */
export function useCodePayment(order: Order, onOrder: (order: Order) => void) {
  const pay = useCommand(counterRoutes.payByCode, { quiet: true })
  const stop = useCommand(counterRoutes.cancelCodePayment, { quiet: true })
  const [current, setCurrent] = useState<Current | undefined>(() => waitingIn(order))
  const changed = useRef(onOrder)
  changed.current = onOrder

  const take = (answer: { attemptId: string; state: CodePaymentState; order: Order }) => {
    const { attemptId, state } = answer
    const since = answer.order.attempts.find(({ id }) => id === attemptId)?.createdAt
    setCurrent({ attemptId, state, since: since ?? new Date().toISOString() })
    if (answer.order.state !== 'pending') changed.current(answer.order)
  }
  const isOpen = current?.state === 'waiting' || current?.state === 'cancelling'
  const attemptId = current?.attemptId
  const check = useQuery({
    queryKey: ['code-payment', order.id, attemptId],
    queryFn: () =>
      client.call(counterRoutes.checkCodePayment, {
        params: { orderId: order.id, attemptId: attemptId! },
      }),
    enabled: isOpen && !pay.sending && !stop.sending,
    refetchInterval: askEveryMilliseconds,
    refetchIntervalInBackground: true,
    staleTime: 0,
    gcTime: 0,
  })
  const latest = check.data
  const heard = useRef(take)
  heard.current = take
  useEffect(() => {
    if (latest) heard.current(latest)
  }, [latest])

  return {
    current,
    isWaiting: current?.state === 'waiting',
    sending: pay.sending,
    error: pay.error,
    stopping: stop.sending,
    stopError: stop.error,
    start: (payerCode: string) => {
      if (pay.sending || current?.state === 'waiting') return
      setCurrent(undefined)
      const sent = pay.send({ params: { orderId: order.id }, body: { payerCode } })
      void sent.then(take).catch(() => undefined)
    },
    cancel: () => {
      if (attemptId === undefined) return
      void stop.send({ params: { orderId: order.id, attemptId } }).then(take, () => undefined)
    },
  }
}

function waitingIn(order: Order): Current | undefined {
  const open = order.attempts.find(
    ({ method, state }) => methodsByCode.has(method) && (state === 'paying' || state === 'created'),
  )
  return open && { attemptId: open.id, state: 'waiting', since: open.createdAt }
}
