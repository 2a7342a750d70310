import { useCallback, useEffect, useState } from 'react'
import { checkPayment, getOrder } from '../../api/orders'
import { newKey } from '../../api/key'
import type { Order } from '../../api/types'
import { currentShop } from '../../shared/shop'
import { problemOf } from '../../shared/use-asked'

/** Seconds between questions: often at first, then patient; after the last one the person asks again by hand. */
const waits = [1, 1, 2, 2, 3, 3, 5, 5, 5, 8, 8, 10, 10, 15, 15, 15, 20, 20]
/** Every third question makes the server ask the channel; the others look at what it knows. */
const channelEvery = 3

export type Settling = { order?: Order; refused?: string; tired: boolean; again(): void }

/** Asks our server for the order until it is no longer waiting for its payment. */
export function useSettled(orderId: string, patient: boolean): Settling {
  const [order, setOrder] = useState<Order>()
  const [refused, setRefused] = useState<string>()
  const [tired, setTired] = useState(false)
  const [round, setRound] = useState(0)

  useEffect(() => {
    let left = false
    let timer: ReturnType<typeof setTimeout>
    async function look(turn: number) {
      const { found, problem } = await lookOnce(orderId, turn % channelEvery === 0)
      if (left) return
      if (found !== undefined) setOrder(found)
      setRefused(problem)
      if (problem !== undefined || (found !== undefined && found.state !== 'pending')) return

      const wait = waits[turn] ?? (patient ? waits.at(-1) : undefined)
      if (wait === undefined) setTired(true)
      else timer = setTimeout(() => void look(turn + 1), wait * 1000)
    }
    setTired(false)
    void look(0)
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [orderId, round, patient])

  const again = useCallback(() => setRound((count) => count + 1), [])
  return { order, refused, tired, again }
}

/** A lost answer, a busy server or too many questions are no answer: the next turn asks again. */
async function lookOnce(orderId: string, askChannel: boolean): Promise<{ found?: Order; problem?: string }> {
  const named = { shop: currentShop(), orderId }
  try {
    return { found: await (askChannel ? checkPayment(named, newKey()) : getOrder(named)) }
  } catch (error) {
    const { status, message } = problemOf(error)
    return [400, 401, 403, 404].includes(status) ? { problem: message } : {}
  }
}
