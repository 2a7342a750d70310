import { customerRoutes } from '@sesame/contract/orders'
import { useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { queryOf } from '../../shared/api.ts'
import { normaliseDigits } from '../../shared/money.ts'
import { queryClient, useSession } from '../../shared/session.ts'
import type { Buyer, Card, Mode, Order, ReadCard } from './counter-types.ts'
import { findListed } from './parts/sell/use-listed.ts'
import { isLongPayerCode } from './payer-code.ts'
import { useCounter } from './use-counter.ts'
import { useFinding } from './use-finding.ts'
import { useReading } from './use-reading.ts'
import { useSale } from './use-sale.ts'

export type Desk = ReturnType<typeof useCounterDesk>

type DeskOptions = { storeId: string | undefined; clearWords: () => void }

/** Mobiles and parts of them are digits only; a product's name hardly is. */
const isForCustomer = (words: string) => /^\d{4,}$/.test(normaliseDigits(words))

/** Everything the counter can do; the parts of the page only show it. */
export function useCounterDesk({ storeId, clearWords }: DeskOptions) {
  const modes = useModes()
  const asked = useSearch({ strict: false }) as { mode?: Mode; customer?: string }
  const [counter, act] = useCounter(modes.find((mode) => mode === asked.mode) ?? modes[0] ?? 'redeem')
  const setBuyer = (buyer: Buyer | undefined) => act({ type: 'buyer', buyer })
  const sale = useSale({ counter, act, storeId })
  const finding = useFinding(setBuyer)
  useAskedCustomer(asked.customer, setBuyer)

  const recharge = (card: Card) => {
    setBuyer({ id: card.customerId, name: card.customerName, mobile: card.customerMobile })
    act({ type: 'target', card })
    act({ type: 'mode', mode: 'recharge' })
  }
  const reading = useReading((read: ReadCard) => {
    finding.forget()
    if (counter.mode === 'recharge') recharge(read.card)
    else act({ type: 'read', read })
  })
  const setMode = (mode: Mode) => {
    if (modes.includes(mode)) act({ type: 'mode', mode })
  }
  const forgetProblem = () => {
    reading.forgetCode()
    finding.forget()
  }
  const codes = useCodes({ ...reading, payByCode: sale.payByCode, forgetProblem })
  const submit = async (words: string) => {
    forgetProblem()
    if (!isForCustomer(words) && counter.mode === 'sell') {
      const product = await findListed(words).catch(() => undefined)
      if (product) act({ type: 'add', product })
      if (product) return clearWords()
    }
    if (counter.mode === 'redeem') setMode('sell')
    clearWords()
    await finding.find(isForCustomer(words) ? normaliseDigits(words) : words)
  }
  const nextCustomer = () => {
    reading.setRedeemed(undefined)
    act({ type: 'read', read: undefined })
  }
  return {
    ...sale,
    ...reading,
    ...codes,
    counter,
    act,
    modes,
    finding,
    setMode,
    setBuyer,
    recharge,
    submit,
    forgetProblem: codes.forget,
    nextCustomer,
    busy: reading.reading || finding.finding,
    setOrder: (order: Order) => act({ type: 'order', order }),
    later: () => act({ type: 'paying', paying: false }),
    next: () => act({ type: 'next' }),
    back: () => {
      codes.forget()
      if (counter.mode === 'redeem') nextCustomer()
    },
  }
}

type CodeReaders = {
  readCode: (code: string) => void
  payByCode: (code: string) => boolean
  forgetProblem: () => void
}

/** Digits that were scanned are a card's code, or the customer's money; `unasked` while there is nothing to pay for. */
function useCodes({ readCode, payByCode, forgetProblem }: CodeReaders) {
  const [unasked, setUnasked] = useState(false)
  return {
    unasked,
    forget: () => {
      forgetProblem()
      setUnasked(false)
    },
    readCode: (code: string) => {
      setUnasked(false)
      if (!isLongPayerCode(code)) return readCode(code)
      forgetProblem()
      setUnasked(!payByCode(code))
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
