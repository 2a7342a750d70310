import { randomBytes } from 'node:crypto'
import { codeDigits, codeStepOf, secretContext } from '../../apps/server/src/modules/card/index.ts'
import { staffSession } from '../../apps/server/test/sessions.ts'
import { world } from '../../apps/server/test/world.ts'
import type { Stage } from '../harness/stage.ts'

/** One redemption that a cashier wants done, whatever happens on the way. */
export type Deed = {
  key: string
  token: string
  body: string
  /** Of every answer that said it was done; more than one would be a redemption twice. */
  done: Set<string>
  refused?: string
}

export type Till = {
  merchantId: string
  /** A code that nobody used yet; undefined when all are used until the next step. */
  nextDeed(now: Date): Deed | undefined
}

const cardsOfOrder = 10

/** A merchant with so many cards sold by its real flows, and two cashiers who are logged in. */
export async function openTill({ db, vault }: Stage, cardsCount: number): Promise<Till> {
  const w = await world(db, vault)
  const bundle = await w.bundle(100_00, [{ kind: 'stored-value', valueFen: 100_00, gift: false }])
  const cardIds: string[] = []
  while (cardIds.length < cardsCount) {
    const quantity = Math.min(cardsOfOrder, cardsCount - cardIds.length)
    const line = { kind: 'card-open' as const, productId: bundle, quantity }
    const orderId = await w.place({ customerId: await w.customer(), lines: [line] })
    await w.payCash(orderId)
    cardIds.push(...(await w.lines(orderId)).map(({ cardId }) => cardId!))
  }
  const cards = await Promise.all(
    cardIds.map(async (id) => {
      const { number, secretSealed } = await w.card(id)
      return { number, secret: vault.open(secretSealed, secretContext(id)), used: new Set<number>() }
    }),
  )
  const sessions = [await staffSession(db, w.merchantId), await staffSession(db, w.merchantId)]

  let turn = 0
  const nextDeed = (now: Date): Deed | undefined => {
    for (let tries = 0; tries < cards.length; tries++) {
      const card = cards[turn++ % cards.length]!
      // The step after this one first: it stays good the longest.
      const step = [1, 0].map((ahead) => codeStepOf(now) + ahead).find((one) => !card.used.has(one))
      if (step === undefined) continue
      card.used.add(step)
      const code = card.number + codeDigits(card.secret, step)
      return {
        key: randomBytes(9).toString('base64url'),
        token: sessions[turn % 2]!.token,
        body: JSON.stringify({ code, use: { kind: 'value', amountFen: 1 + (turn % 7) } }),
        done: new Set(),
      }
    }
    return undefined
  }
  return { merchantId: w.merchantId, nextDeed }
}
