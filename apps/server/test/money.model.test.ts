import fc from 'fast-check'
import { expect, test } from 'vitest'
import { freezeCard, unfreezeCard } from '../src/flows/cards/freeze-card.ts'
import { undoRedemption } from '../src/flows/cards/undo-redemption.ts'
import { takeCard } from '../src/flows/orders/take-card.ts'
import { requestRefund } from '../src/flows/payments/request-refund.ts'
import { Refusal } from '../src/kernel/refusals.ts'
import { cashOfStaff, merchantAvailable } from '../src/modules/chart/index.ts'
import { testDatabase } from './database.ts'
import { MoneyModel } from './money-model.ts'
import type { Offer } from './money-model.ts'
import { world } from './world.ts'
import type { World } from './world.ts'

const db = await testDatabase()

const actions = [
  'open',
  'recharge',
  'visits',
  'visits',
  'value',
  'value',
  'undo',
  'goods',
  'goods by card',
  'refund',
  'refund',
  'freeze',
  'unfreeze',
  'wait',
] as const
type Step = { action: (typeof actions)[number]; pick: number; size: number }

const step: fc.Arbitrary<Step> = fc.record({
  action: fc.constantFrom(...actions),
  pick: fc.nat({ max: 999 }),
  size: fc.integer({ min: 1, max: 60 }),
})

/** One world beside its model; each step is done to both, and both must agree on whether it could be done. */
class Pair {
  readonly model = new MoneyModel()
  private cards: { id: string; customerId: string }[] = []
  private orders: string[] = []
  private uses: string[] = []
  private readonly w: World
  private readonly shelf: Shelf

  constructor(w: World, shelf: Shelf) {
    this.w = w
    this.shelf = shelf
  }

  async take({ action, pick, size }: Step): Promise<void> {
    this.elapse(1)
    const card = this.cards.length === 0 ? undefined : pick % this.cards.length
    const { offers } = this.shelf
    if (action === 'wait') return this.elapse(size * 1800)
    if (action === 'goods') return this.sell(size, undefined)
    if (card === undefined || action === 'open') return this.open(offers[pick % offers.length]!)
    if (action === 'recharge') return this.recharge(offers[size % offers.length]!, card)
    if (action === 'goods by card') return this.sell(size, card)
    if (action === 'refund') return this.refund(pick)
    if (action === 'undo') return this.undo(pick)
    if (action === 'visits' || action === 'value') return this.use(action, card, size)
    return this.hold(action, card)
  }

  async agrees(): Promise<void> {
    const { w, model } = this
    expect(await w.balance(merchantAvailable())).toBe(BigInt(model.available))
    expect(await w.balance(cashOfStaff(w.staffId))).toBe(BigInt(model.cash))
    for (const [index, { id }] of this.cards.entries()) {
      const { visits, value, state } = model.cards[index]!
      const held = await w.holdings(id)
      expect(held.value).toMatchObject({
        principalFen: BigInt(value.principal),
        bonusFen: BigInt(value.bonus),
      })
      expect(held.visits[0]).toMatchObject({
        paid: BigInt(visits.paid),
        gift: BigInt(visits.gift),
        principalFen: BigInt(visits.principal),
      })
      expect((await w.card(id)).state).toBe(state)
    }
    await w.booksHold()
  }

  private elapse(seconds: number): void {
    db.clock.advance(seconds * 1000)
    this.model.now += seconds
  }

  private async open(offer: ShelfOffer): Promise<void> {
    const { w } = this
    expect(this.model.buy(offer, undefined)).toBe(true)
    const { cardId, customerId, orderId } = await w.openCard(offer.bundleId)
    this.cards.push({ id: cardId, customerId })
    this.orders.push(orderId)
  }

  private async recharge(offer: ShelfOffer, card: number): Promise<void> {
    const { w } = this
    const { id: cardId, customerId } = this.cards[card]!
    const lines = [{ kind: 'card-recharge' as const, productId: offer.bundleId, quantity: 1, cardId }]
    await this.both(this.model.buy(offer, card), async () => {
      const orderId = await w.place({ customerId, lines })
      await w.payCash(orderId)
      this.orders.push(orderId)
    })
  }

  private async sell(quantity: number, card: number | undefined): Promise<void> {
    const { w, shelf } = this
    const customerId = card === undefined ? null : this.cards[card]!.customerId
    const lines = [{ kind: 'goods' as const, productId: shelf.goodsId, quantity }]
    const orderId = await w.place({ customerId, lines })
    const code = card === undefined ? undefined : await this.code(card)
    const possible = this.model.sellGoods(quantity * shelf.goodsFen, card)
    await this.both(possible, async () => {
      if (code === undefined) await w.payCash(orderId)
      else await takeCard(w.tools, { ...w.by(), staffId: w.staffId, orderId, code })
      this.orders.push(orderId)
    })
  }

  private async use(action: 'visits' | 'value', card: number, size: number): Promise<void> {
    const { w, shelf, model } = this
    const { id } = this.cards[card]!
    this.elapse(30)
    const visits = (size % 4) + 1
    const amountFen = size * 7_77
    const possible = action === 'visits' ? model.useVisits(card, visits) : model.useValue(card, amountFen)
    await this.both(possible, async () => {
      db.clock.advance(-30_000)
      const what =
        action === 'visits'
          ? ({ kind: 'visits', productId: shelf.visitId, visits } as const)
          : ({ kind: 'value', amountFen } as const)
      this.uses.push((await w.use(id, what)).redemptionId)
    })
  }

  private async undo(pick: number): Promise<void> {
    if (this.uses.length === 0) return
    const index = pick % this.uses.length
    const redemptionId = this.uses[index]!
    await this.both(this.model.undo(index), () =>
      undoRedemption(db, { ...this.w.by(), redemptionId, reason: '点错了' }),
    )
  }

  private async refund(pick: number): Promise<void> {
    if (this.orders.length === 0) return
    const index = pick % this.orders.length
    const { w } = this
    const request = { ...w.by(), staffId: w.staffId, orderId: this.orders[index]!, reason: '不要了' }
    await this.both(this.model.refund(index), () => requestRefund(db, request))
  }

  private async hold(action: 'freeze' | 'unfreeze', card: number): Promise<void> {
    const { w, model } = this
    const { id: cardId } = this.cards[card]!
    if (action === 'unfreeze')
      return this.both(model.unfreeze(card), () => unfreezeCard(db, { ...w.by(), cardId }))
    return this.both(model.freeze(card), () => freezeCard(db, { ...w.by(), cardId, reason: '核对' }))
  }

  /** A frozen card shows no code; then any will do, because it is refused all the same. */
  private async code(card: number): Promise<string> {
    this.elapse(30)
    db.clock.advance(-30_000)
    if (this.model.cards[card]!.state === 'active') return this.w.code(this.cards[card]!.id)
    db.clock.advance(30_000)
    return '0'.repeat(16)
  }

  /** What the model allows must work, and what it refuses must be refused and change nothing. */
  private async both(possible: boolean, work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof Refusal) || possible) throw error
      return
    }
    expect(possible, 'the server did what the model refuses').toBe(true)
  }
}

type ShelfOffer = Offer & { bundleId: string }
type Shelf = { visitId: string; goodsId: string; goodsFen: number; offers: ShelfOffer[] }

async function stockShelf(w: World): Promise<Shelf> {
  const unitFen = 37_77
  const visitId = await w.single(unitFen)
  const cardTypeId = await w.cardType()
  const offers: ShelfOffer[] = []
  const plain: Omit<Offer, 'unitFen'>[] = [
    { priceFen: 333_33, visits: 10, gifts: 2, valueFen: 100_00 },
    { priceFen: 99_99, visits: 1, gifts: 1, valueFen: 70_01 },
    { priceFen: 1_999_98, visits: 50, gifts: 1, valueFen: 500_00 },
  ]
  for (const offer of plain) {
    const items = [
      { kind: 'visits' as const, productId: visitId, visits: offer.visits, gift: false },
      { kind: 'visits' as const, productId: visitId, visits: offer.gifts, gift: true },
      { kind: 'stored-value' as const, valueFen: offer.valueFen, gift: false },
    ]
    offers.push({ ...offer, unitFen, bundleId: await w.bundle(offer.priceFen, items, { cardTypeId }) })
  }
  const goodsFen = 3_33
  return { visitId, goodsId: await w.single(goodsFen, { sells: 'goods' }), goodsFen, offers }
}

test('whatever people do in whatever order, the books say what a few sums say', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
      const w = await world(db)
      const pair = new Pair(w, await stockShelf(w))
      for (const one of steps) {
        await pair.take(one)
        await pair.agrees()
      }
    }),
    { numRuns: Number(process.env.MODEL_RUNS ?? 6) },
  )
}, 120_000)
