import { freezeCard, unfreezeCard } from '../../src/flows/cards/freeze-card.ts'
import { redeem } from '../../src/flows/cards/redeem.ts'
import type { Use } from '../../src/flows/cards/redeem.ts'
import { undoRedemption } from '../../src/flows/cards/undo-redemption.ts'
import { closeOrder } from '../../src/flows/orders/close-order.ts'
import { takeCard } from '../../src/flows/orders/take-card.ts'
import { takeCash } from '../../src/flows/orders/take-cash.ts'
import { requestRefund } from '../../src/flows/payments/request-refund.ts'
import { retryRefund } from '../../src/flows/payments/retry-refund.ts'
import { Refusal } from '../../src/kernel/refusals.ts'
import { secretContext } from '../../src/modules/card/store.ts'
import { codeDigits, codeStepOf } from '../../src/modules/card/code.ts'
import type { Wanted } from '../../src/lines/kind.ts'
import { look, newKey } from '../world.ts'
import type { World } from '../world.ts'
import { compareBooks } from './books.ts'
import type { Ids } from './books.ts'
import type { Random } from './random.ts'
import { goodsFen } from './shelf.ts'
import type { Shelf } from './shelf.ts'
import type { Sums } from './sums.ts'

type Kept = { at: number; run: () => Promise<unknown>; answer: unknown }

const isPending = ({ state }: { state: string }): boolean => state === 'pending'
const isActive = ({ state }: { state: string }): boolean => state === 'active'

/** One world beside its model: each command is done to both, and both must agree on whether it could be done. */
export class Pair {
  readonly w: World
  readonly shelf: Shelf
  readonly sums: Sums
  readonly random: Random
  readonly ids: Ids = { cards: [], orders: [], attempts: [], refunds: [] }
  private readonly customers: string[] = []
  private readonly secrets: { number: string; secret: Buffer }[] = []
  private readonly uses: string[] = []
  private kept: Kept | undefined
  private lastCode: string | undefined

  constructor(w: World, shelf: Shelf, sums: Sums, random: Random) {
    this.w = w
    this.shelf = shelf
    this.sums = sums
    this.random = random
  }

  agrees(): Promise<void> {
    return compareBooks(this.w, this.shelf, this.ids, this.sums)
  }

  elapse(seconds: number): void {
    this.w.db.clock.advance(seconds * 1000)
    this.sums.now += seconds
  }

  /** Mostly one with which something can still happen, but any of them now and then. */
  choose<T>(items: readonly T[], isLikely: (item: T) => boolean = () => true): number {
    const { random } = this
    const likely = items.flatMap((item, index) => (isLikely(item) ? [index] : []))
    return likely.length > 0 && random.below(4) > 0 ? random.pick(likely) : random.below(items.length)
  }

  async order(kind: 'open' | 'recharge' | 'goods'): Promise<void> {
    const { sums, random, shelf } = this
    const card = sums.cards.length > 0 ? this.choose(sums.cards, isActive) : undefined
    const offer = random.pick(shelf.offers)
    if (kind === 'goods') {
      const customer = card === undefined || random.below(2) ? undefined : sums.cards[card]!.customer
      const quantity = 1 + random.below(60)
      const possible = sums.placeGoods(quantity, goodsFen, customer)
      return this.place(possible, customer, { kind, productId: shelf.goodsId, quantity })
    }
    if (kind === 'open' || card === undefined) {
      const customer = await this.someCustomer()
      const wanted = { kind: 'card-open' as const, productId: offer.bundleId, quantity: 1 }
      return this.place(sums.placeCard(offer, { customer }), customer, wanted)
    }
    const cardId = this.ids.cards[card]!
    const wanted = { kind: 'card-recharge' as const, productId: offer.bundleId, quantity: 1, cardId }
    return this.place(sums.placeCard(offer, { card }), sums.cards[card]!.customer, wanted)
  }

  async payCash(): Promise<void> {
    const { sums, w, ids } = this
    if (sums.orders.length === 0) return
    const index = this.choose(sums.orders, isPending)
    const order = { ...w.by(), staffId: w.staffId, orderId: ids.orders[index]! }
    await this.both(sums.payCash(sums.orders[index]!), () => takeCash(w.tools, order))
    await this.findCards()
  }

  async payByCard(): Promise<void> {
    const { sums, w, ids } = this
    if (sums.orders.length === 0 || sums.cards.length === 0) return
    this.elapse(30)
    const index = this.choose(sums.orders, (one) => isPending(one) && one.kind === 'goods')
    const card = this.choose(sums.cards, isActive)
    const payment = { ...w.by(), staffId: w.staffId, orderId: ids.orders[index]!, code: this.code(card) }
    await this.both(sums.payByCard(sums.orders[index]!, card), () => takeCard(w.tools, payment))
  }

  async use(kind: 'visits' | 'value'): Promise<void> {
    const { sums, random, shelf } = this
    if (sums.cards.length === 0) return
    this.elapse(30)
    const card = this.choose(sums.cards, isActive)
    const visits = 1 + random.below(4)
    const amountFen = (1 + random.below(60)) * 7_77
    const possible = kind === 'visits' ? sums.useVisits(card, visits) : sums.useValue(card, amountFen)
    const use: Use = kind === 'visits' ? { kind, productId: shelf.visitId, visits } : { kind, amountFen }
    await this.redeem(possible, this.code(card), use, random.below(4) === 0)
  }

  /** A code that was used is good for nothing any more. */
  async reuse(): Promise<void> {
    if (this.lastCode === undefined) return
    await this.redeem(false, this.lastCode, { kind: 'value', amountFen: 1 }, false)
  }

  async undo(): Promise<void> {
    const { sums, w } = this
    if (this.uses.length === 0) return
    const index = this.choose(sums.uses, ({ undone }) => !undone)
    const input = { ...w.by(), redemptionId: this.uses[index]!, reason: '点错了' }
    await this.both(sums.undo(sums.uses[index]!), () => undoRedemption(w.db, input))
  }

  async refund(): Promise<void> {
    const { sums, w, ids } = this
    if (sums.orders.length === 0) return
    const index = this.choose(sums.orders, ({ state }) => state === 'done')
    const request = { ...w.by(), staffId: w.staffId, orderId: ids.orders[index]!, reason: '不要了' }
    await this.both(sums.requestRefund(index), () => requestRefund(w.db, request))
    await this.findRefunds()
  }

  async retry(): Promise<void> {
    const { sums, w, ids } = this
    if (ids.refunds.length === 0) return
    const index = this.choose(sums.refunds, ({ state }) => state === 'closed' || state === 'abnormal')
    const input = { ...w.by(), refundId: ids.refunds[index]! }
    await this.both(sums.retryRefund(sums.refunds[index]!), () => retryRefund(w.db, input))
  }

  async close(): Promise<void> {
    const { sums, w, ids } = this
    if (sums.orders.length === 0) return
    const index = this.choose(sums.orders, isPending)
    const input = { ...w.by(), orderId: ids.orders[index]!, reason: '不买了' }
    await this.both(sums.close(index), () => closeOrder(w.db, input))
  }

  async hold(kind: 'freeze' | 'unfreeze'): Promise<void> {
    const { sums, w, ids } = this
    if (sums.cards.length === 0) return
    const card = this.choose(sums.cards)
    const input = { ...w.by(), cardId: ids.cards[card]! }
    if (kind === 'unfreeze')
      return this.both(sums.hold(card, 'frozen', 'active'), () => unfreezeCard(w.db, input))
    return this.both(sums.hold(card, 'active', 'frozen'), () =>
      freezeCard(w.db, { ...input, reason: '核对' }),
    )
  }

  /** The same again with the same key: nothing more happens, and the answer is the same. */
  async again(): Promise<void> {
    const { kept, sums } = this
    if (!kept || sums.now - kept.at > 70 * 3600) return
    const answer = await kept.run()
    if (JSON.stringify(answer) !== JSON.stringify(kept.answer)) throw new Error('a twin heard another answer')
  }

  /** What the model allows must work, and what it refuses must be refused and change nothing. */
  async both(possible: boolean, run: () => Promise<unknown>): Promise<void> {
    try {
      this.kept = { at: this.sums.now, answer: await run(), run }
    } catch (error) {
      if (!(error instanceof Refusal) || possible) throw error
      return
    }
    if (!possible) throw new Error('the server did what the model refuses')
  }

  forget(): void {
    this.kept = undefined
  }

  async findRefunds(): Promise<void> {
    if (this.sums.refunds.length === this.ids.refunds.length) return
    this.ids.refunds.push(
      ...(await this.newest('refund', 'attempt_id is not null and created_at', this.ids.refunds)),
    )
  }

  /** A card that was just opened gets its place in the model's list. */
  async findCards(): Promise<void> {
    const { ids, w, sums } = this
    if (sums.cards.length === ids.cards.length) return
    const [id] = await this.newest('card', 'opened_at', ids.cards)
    const card = await w.card(id!)
    ids.cards.push(id!)
    this.secrets.push({
      number: card.number,
      secret: w.vault.open(card.secretSealed, secretContext(card.id)),
    })
  }

  private async newest(table: string, time: string, known: readonly string[]): Promise<string[]> {
    const rows = await look<{ id: string }>(
      this.w.db,
      `select id from ${table} where merchant_id = $1 and ${time} = $2 and id <> all($3::uuid[])`,
      [this.w.merchantId, this.w.db.clock.now(), known],
    )
    if (rows.length !== 1) throw new Error(`${rows.length} new rows of ${table} instead of one`)
    return rows.map(({ id }) => id)
  }

  private async place(possible: boolean, customer: number | undefined, wanted: Wanted): Promise<void> {
    const { w, ids } = this
    const customerId = customer === undefined ? null : this.customers[customer]!
    const key = newKey()
    await this.both(possible, () => w.place({ ...w.by(key), customerId, lines: [wanted] }))
    if (possible) ids.orders.push(this.kept!.answer as string)
  }

  private async someCustomer(): Promise<number> {
    const { customers, random } = this
    if (customers.length > 0 && random.below(2)) return random.below(customers.length)
    return customers.push(await this.w.customer()) - 1
  }

  private async redeem(possible: boolean, code: string, use: Use, twice: boolean): Promise<void> {
    const { w } = this
    this.lastCode = possible ? code : this.lastCode
    const one = { ...w.by(), staffId: w.staffId, storeId: null, code, use }
    // Somebody else with the same code in the same batch: the first of the two has it.
    const other = twice
      ? redeem(w.tools, { ...one, key: newKey() }).catch((error: unknown) => error)
      : undefined
    if (!other) {
      await this.both(possible, () => redeem(w.tools, one))
      if (possible) this.uses.push((this.kept!.answer as { redemptionId: string }).redemptionId)
      return
    }
    const results = await Promise.all([other, redeem(w.tools, one).catch((error: unknown) => error)])
    const done = results.filter((result) => !(result instanceof Error)) as { redemptionId: string }[]
    if (results.some((result) => result instanceof Error && !(result instanceof Refusal))) throw results[0]
    if (done.length !== (possible ? 1 : 0)) throw new Error(`of two with one code ${done.length} were done`)
    if (done[0]) this.uses.push(done[0].redemptionId)
  }

  /** What the holder's phone shows, made here, because a card that is not active shows none. */
  private code(card: number): string {
    const { number, secret } = this.secrets[card]!
    return number + codeDigits(secret, codeStepOf(this.w.db.clock.now()))
  }
}
