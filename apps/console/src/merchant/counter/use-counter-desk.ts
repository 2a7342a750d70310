import { cardRoutes } from '@sesame/contract/cards'
import { customerRoutes, orderRoutes } from '@sesame/contract/orders'
import { useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { queryOf, useCommand } from '../../shared/api.ts'
import { normaliseDigits } from '../../shared/money.ts'
import { queryClient, useSession } from '../../shared/session.ts'
import { bodyOf, type Buyer, type Card, type Mode, type Order, type Redemption } from './counter-types.ts'
import { findListed } from './parts/sell/use-listed.ts'
import { useQuote } from './parts/sell/use-quote.ts'
import { useCounter } from './use-counter.ts'
import { useFinding } from './use-finding.ts'

export type Desk = ReturnType<typeof useCounterDesk>
export type Redeemed = { redemption: Redemption; card: Card }

type DeskOptions = { storeId: string | undefined; clearWords: () => void }

/** Mobiles and parts of them are digits only; a product's name hardly is. */
const isForCustomer = (words: string) => /^\d{4,}$/.test(normaliseDigits(words))

/** Everything the counter can do; the parts of the page only show it. */
export function useCounterDesk({ storeId, clearWords }: DeskOptions) {
  const modes = useModes()
  const asked = useSearch({ strict: false }) as { mode?: Mode; customer?: string }
  const [counter, act] = useCounter(modes.find((mode) => mode === asked.mode) ?? modes[0] ?? 'redeem')
  const [redeemed, setRedeemed] = useState<Redeemed | undefined>(undefined)
  const [codeError, setCodeError] = useState<unknown>(undefined)
  const read = useCommand(cardRoutes.readCode, { quiet: true })
  const sell = useCommand(orderRoutes.sell)
  const quote = useQuote(counter.lines, counter.buyer)
  const setBuyer = (buyer: Buyer | undefined) => act({ type: 'buyer', buyer })
  const finding = useFinding(setBuyer)
  useAskedCustomer(asked.customer, setBuyer)

  const setMode = (mode: Mode) => {
    if (modes.includes(mode)) act({ type: 'mode', mode })
  }
  const forgetProblem = () => {
    setCodeError(undefined)
    finding.forget()
  }
  const readCode = (code: string) => {
    if (read.sending) return
    forgetProblem()
    const take = (answer: { card: Card; redeemUntil: string }) => {
      setRedeemed(undefined)
      if (counter.mode === 'recharge') return recharge(answer.card)
      act({ type: 'read', read: { code, ...answer } })
    }
    read.send({ body: { code } }).then(take, setCodeError)
  }
  const recharge = (card: Card) => {
    setBuyer({ id: card.customerId, name: card.customerName, mobile: card.customerMobile })
    act({ type: 'target', card })
    act({ type: 'mode', mode: 'recharge' })
  }
  const submit = async (words: string) => {
    forgetProblem()
    if (!isForCustomer(words) && counter.mode === 'sell' && (await addFirst(words))) return
    if (counter.mode === 'redeem' && modes.includes('sell')) setMode('sell')
    clearWords()
    await finding.find(isForCustomer(words) ? normaliseDigits(words) : words)
  }
  const addFirst = async (words: string) => {
    const first = await findListed(words).catch(() => undefined)
    if (!first) return false
    act({ type: 'add', product: first })
    clearWords()
    return true
  }
  const pay = () => {
    if (counter.order) return act({ type: 'paying', paying: true })
    if (quote.totalFen === undefined || quote.stale) return
    const body = { customerId: counter.buyer?.id ?? null, lines: counter.lines.map(bodyOf) }
    const sent = sell.send({ body: { ...body, ...(storeId ? { storeId } : {}) } })
    void sent.then((order) => act({ type: 'order', order })).catch(() => undefined)
  }
  const nextCustomer = () => {
    setRedeemed(undefined)
    act({ type: 'read', read: undefined })
  }
  return {
    counter,
    act,
    modes,
    quote,
    finding,
    redeemed,
    codeError,
    busy: read.sending || finding.finding,
    placing: sell.sending,
    setMode,
    setBuyer,
    readCode,
    recharge,
    submit,
    pay,
    forgetProblem,
    nextCustomer,
    setRedeemed,
    setOrder: (order: Order) => act({ type: 'order', order }),
    later: () => act({ type: 'paying', paying: false }),
    next: () => act({ type: 'next' }),
    back: () => {
      forgetProblem()
      if (counter.mode === 'redeem') nextCustomer()
    },
  }
}

function useModes(): Mode[] {
  const { can } = useSession('merchant')
  const sells: Mode[] = can('order.sell') ? ['sell', 'recharge'] : []
  return can('card.redeem') ? [...sells, 'redeem'] : sells
}

/** Coming from a customer's page, the counter begins with them. */
function useAskedCustomer(id: string | undefined, onFound: (buyer: Buyer) => void): void {
  useEffect(() => {
    if (!id) return
    const query = queryOf(customerRoutes.getCustomer, { params: { customerId: id } })
    queryClient.ensureQueryData(query).then(onFound, () => undefined)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only the address asks
  }, [id])
}
