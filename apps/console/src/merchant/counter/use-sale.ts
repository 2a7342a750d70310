import { orderRoutes } from '@sesame/contract/orders'
import { useState, type Dispatch } from 'react'
import { useCommand } from '../../shared/api.ts'
import { bodyOf } from './counter-types.ts'
import { useQuote } from './parts/sell/use-quote.ts'
import type { Counter, CounterAction } from './use-counter.ts'

type SaleOptions = { counter: Counter; act: Dispatch<CounterAction>; storeId: string | undefined }

/** The quote of the cart, and the order made of it; the same order is taken up again until it is settled. */
export function useSale({ counter, act, storeId }: SaleOptions) {
  const sell = useCommand(orderRoutes.sell)
  const quote = useQuote(counter.lines, counter.buyer)
  const [payerCode, setPayerCode] = useState<string | undefined>(undefined)
  const begin = () => {
    if (counter.order) return act({ type: 'paying', paying: true })
    if (quote.totalFen === undefined || quote.stale) return
    const body = { customerId: counter.buyer?.id ?? null, lines: counter.lines.map(bodyOf) }
    const sent = sell.send({ body: { ...body, ...(storeId ? { storeId } : {}) } })
    void sent.then((order) => act({ type: 'order', order })).catch(() => undefined)
  }
  const pay = () => {
    setPayerCode(undefined)
    begin()
  }
  /** The customer held out the code before anybody asked for it: the cart is ordered and paid at once. */
  const payByCode = (code: string): boolean => {
    if (!counter.order && (quote.totalFen === undefined || quote.stale)) return false
    setPayerCode(code)
    begin()
    return true
  }
  return { quote, pay, payByCode, payerCode, placing: sell.sending }
}
