import assert from 'node:assert/strict'
import { readCode } from '../../apps/server/src/flows/cards/read-code.ts'
import { redeem } from '../../apps/server/src/flows/cards/redeem.ts'
import { requestRefund } from '../../apps/server/src/flows/payments/request-refund.ts'
import { settableClock } from '../../apps/server/src/kernel/clock.ts'
import { Refusal } from '../../apps/server/src/kernel/refusals.ts'
import { newKey, world } from '../../apps/server/test/world.ts'
import type { World } from '../../apps/server/test/world.ts'
import { booksHold, openStage } from '../harness/stage.ts'
import type { Settings, Trial } from '../harness/trial.ts'

const rounds = { short: 30, long: 1000 }

/** How each ended: its answer, or the code of its refusal. Anything else is thrown. */
async function allAtOnce<Answer>(work: readonly (() => Promise<Answer>)[]) {
  const results = await Promise.allSettled(work.map((one) => one()))
  const answers: Answer[] = []
  const refusals: string[] = []
  for (const result of results) {
    if (result.status === 'fulfilled') answers.push(result.value)
    else if (result.reason instanceof Refusal) refusals.push(result.reason.code)
    else throw result.reason
  }
  return { answers, refusals }
}

type Ground = {
  w: World
  bundle: string
  redeemNow: (code: string, amountFen: number, key?: string) => () => Promise<{ redemptionId: string }>
}

const race = (name: string, about: string, round: (ground: Ground) => Promise<void>): Trial => ({
  name,
  about,
  run: async ({ form, template }: Settings) => {
    const clock = settableClock(new Date('2026-03-02T09:00:00+08:00'))
    const stage = await openStage({ clock, durable: false, template })
    try {
      const w = await world(stage.db, stage.vault)
      const bundle = await w.bundle(30_00, [{ kind: 'stored-value', valueFen: 30_00, gift: false }])
      const redeemNow =
        (code: string, amountFen: number, key = newKey()) =>
        () =>
          redeem(w.tools, {
            ...w.by(key),
            staffId: w.staffId,
            storeId: null,
            code,
            use: { kind: 'value', amountFen },
          })
      for (let done = 0; done < rounds[form]; done++) await round({ w, bundle, redeemNow })
      await booksHold(stage)
      return `${rounds[form]} rounds, each as it must be`
    } finally {
      await stage.close()
    }
  },
})

const sameFifty = 50

async function redemptionsOf({ db }: World, cardId: string): Promise<string[]> {
  const { rows } = await db.owner.query<{ id: string }>('select id from redemption where card_id = $1', [
    cardId,
  ])
  return rows.map(({ id }) => id)
}

export const raceTrials: readonly Trial[] = [
  race(
    'overspend',
    'six uses at once of a card with money for exactly three',
    async ({ w, bundle, redeemNow }) => {
      const { cardId } = await w.openCard(bundle)
      const codes: string[] = []
      // Codes of six steps: read by the cashier, they stay good while the later ones are read.
      for (let step = 0; step < 6; step++) {
        const code = await w.code(cardId)
        await readCode(w.tools, { ...w.by(), staffId: w.staffId, code })
        codes.push(code)
      }
      const { answers, refusals } = await allAtOnce(codes.map((code) => redeemNow(code, 10_00)))
      assert.deepEqual([answers.length, new Set(refusals).size, refusals.length], [3, 1, 3], String(refusals))
      assert.equal((await redemptionsOf(w, cardId)).length, 3)
    },
  ),

  race('last-stock', 'eight orders at once for the last three', async ({ w }) => {
    const goods = await w.single(12_50, { sells: 'goods', stock: 3 })
    const order = () => w.place({ lines: [{ kind: 'goods', productId: goods, quantity: 1 }] })
    const { answers, refusals } = await allAtOnce(Array.from({ length: 8 }, () => order))
    assert.deepEqual([answers.length, refusals.length, new Set(refusals).size], [3, 5, 1], String(refusals))
  }),

  race('same-key', 'one redemption asked for fifty times at once', async ({ w, bundle, redeemNow }) => {
    const { cardId } = await w.openCard(bundle)
    const asked = redeemNow(await w.code(cardId), 10_00, newKey())
    const { answers, refusals } = await allAtOnce(Array.from({ length: sameFifty }, () => asked))
    const ids = new Set(answers.map(({ redemptionId }) => redemptionId))
    assert.deepEqual([answers.length, ids.size, refusals], [sameFifty, 1, []])
    assert.deepEqual(await redemptionsOf(w, cardId), [...ids])
  }),

  race(
    'other-content',
    'one key with two contents, ten times each at once',
    async ({ w, bundle, redeemNow }) => {
      const { cardId } = await w.openCard(bundle)
      const [code, key] = [await w.code(cardId), newKey()]
      const asked = Array.from({ length: 20 }, (_, turn) =>
        redeemNow(code, turn % 2 === 0 ? 1_00 : 2_00, key),
      )
      const { answers, refusals } = await allAtOnce(asked)
      const ids = new Set(answers.map(({ redemptionId }) => redemptionId))
      assert.deepEqual([answers.length, ids.size, [...new Set(refusals)]], [10, 1, ['command.key_reused']])
      assert.deepEqual(await redemptionsOf(w, cardId), [...ids])
    },
  ),

  race('redeem-refund', 'a card is used and given back at once', async ({ w, bundle, redeemNow }) => {
    const { cardId, orderId } = await w.openCard(bundle)
    const refund = () =>
      requestRefund(w.db, { ...w.by(), staffId: w.staffId, orderId, reason: '不想要了' }).then(
        () => undefined,
      )
    const use = redeemNow(await w.code(cardId), 10_00)
    const work = Math.random() < 0.5 ? [use, refund] : [refund, use]
    const { answers, refusals } = await allAtOnce<unknown>(work)
    const isUsed = (await redemptionsOf(w, cardId)).length === 1
    const isReturned = (await w.card(cardId)).state === 'returned'
    assert.deepEqual([answers.length, refusals.length], [1, 1], String(refusals))
    assert.notEqual(isUsed, isReturned, 'used and given back, or neither')
  }),
]
