import { grant, grantOf, newCard, principalOf, splitValue } from './card-sums.ts'
import type { CardSum, Granted, Offer, UseSum } from './card-sums.ts'

export type OrderSum = {
  kind: 'open' | 'recharge' | 'goods'
  /** Of an opening: once it is there. */
  card: number | undefined
  customer: number | undefined
  amount: number
  quantity: number
  granted?: Granted
  state: 'pending' | 'closed' | 'done' | 'refunding' | 'refunded'
  placedAt: number
  paidAt: number
  tender?: 'cash' | 'card' | 'channel'
  payer?: number
  taken?: CardSum['value']
}
type AttemptSum = { order: number; method: string; state: 'open' | 'closed' | 'succeeded' }
export type RefundSum = {
  order: number
  amount: number
  byItself: boolean
  state: 'approved' | 'processing' | 'closed' | 'abnormal' | 'succeeded'
}
export type Told = 'SUCCESS' | 'PROCESSING' | 'CLOSED' | 'ABNORMAL'

const orderSeconds = 15 * 60
const cardMaxFen = 500_000

/** The same business in a few sums, written apart from the server's: what it says, the books must say. */
export class Sums {
  available = 0
  ownHands = 0
  cash = 0
  channel = 0
  issued = 0
  bonusCost = 0
  now = 0
  cards: CardSum[] = []
  orders: OrderSum[] = []
  uses: UseSum[] = []
  attempts: AttemptSum[] = []
  refunds: RefundSum[] = []
  stock: number
  private readonly custody: 'operator' | 'own'

  constructor(custody: 'operator' | 'own', stock: number) {
    this.custody = custody
    this.stock = stock
  }

  placeCard(offer: Offer, of: { card: number } | { customer: number }): boolean {
    const card = 'card' in of ? of.card : undefined
    if (card !== undefined) {
      const held = this.cards[card]!
      if (held.state !== 'active') return false
      const coming = this.comingOf(card).reduce((sum, { amount }) => sum + amount, 0)
      if (principalOf(held) + coming + offer.priceFen > cardMaxFen) return false
    }
    const customer = 'customer' in of ? of.customer : this.cards[of.card]!.customer
    const kind = card === undefined ? 'open' : 'recharge'
    this.place({ kind, card, customer, amount: offer.priceFen, quantity: 1, granted: grantOf(offer) })
    return true
  }

  placeGoods(quantity: number, unitFen: number, customer: number | undefined): boolean {
    if (quantity > this.stock) return false
    this.stock -= quantity
    this.place({ kind: 'goods', card: undefined, customer, amount: quantity * unitFen, quantity })
    return true
  }

  payCash(order: OrderSum): boolean {
    if (!this.isPayable(order)) return false
    this.cash += order.amount
    this.ownHands += order.amount
    this.available -= order.amount
    this.deliver(order, 'cash', order.amount)
    return true
  }

  payByCard(order: OrderSum, card: number): boolean {
    const held = this.cards[card]!
    const isHolders = order.customer === undefined || order.customer === held.customer
    if (!this.isPayable(order) || order.kind !== 'goods' || !isHolders || held.state !== 'active')
      return false
    if (order.amount > held.value.principal + held.value.bonus) return false
    const taken = splitValue(held.value, order.amount)
    this.takeValue(held, taken, 1)
    Object.assign(order, { payer: card, taken })
    this.deliver(order, 'card', taken.principal)
    return true
  }

  /** The same method again is the same attempt, as long as it is open. */
  attempt(index: number, method: string): number | undefined {
    if (!this.isPayable(this.orders[index]!)) return undefined
    const same = this.attempts.findIndex(
      (one) => one.order === index && one.method === method && one.state === 'open',
    )
    return same >= 0 ? same : this.attempts.push({ order: index, method, state: 'open' }) - 1
  }

  paidByChannel(attempt: AttemptSum): void {
    if (attempt.state === 'succeeded') return
    attempt.state = 'succeeded'
    const order = this.orders[attempt.order]!
    this.moveChannel(order.amount, 1)
    if (order.state === 'pending') return this.deliver(order, 'channel', order.amount)
    this.refunds.push({ order: attempt.order, amount: order.amount, byItself: true, state: 'approved' })
  }

  /** Closed at once where nobody can be paying. */
  close(index: number): boolean {
    const order = this.orders[index]!
    if (order.state !== 'pending') return false
    if (!this.attempts.some((one) => one.order === index && one.state === 'open')) this.closed(order)
    return true
  }

  giveUp(index: number): void {
    for (const one of this.attempts) if (one.order === index && one.state === 'open') one.state = 'closed'
    const order = this.orders[index]!
    if (order.state === 'pending') this.closed(order)
  }

  useVisits(card: number, wanted: number): boolean {
    const held = this.cards[card]!
    const { visits } = held
    if (held.state !== 'active' || wanted > visits.paid + visits.gift) return false
    const paid = Math.min(wanted, visits.paid)
    const all = paid === visits.paid
    const fromVisits = all ? visits.principal : Math.floor((visits.principal * paid) / visits.paid)
    this.use({ card, paid, gift: wanted - paid, fromVisits, fromValue: { principal: 0, bonus: 0 } })
    return true
  }

  useValue(card: number, amount: number): boolean {
    const held = this.cards[card]!
    if (held.state !== 'active' || amount > held.value.principal + held.value.bonus) return false
    this.use({ card, paid: 0, gift: 0, fromVisits: 0, fromValue: splitValue(held.value, amount) })
    return true
  }

  undo(use: UseSum): boolean {
    if (use.undone || this.cards[use.card]!.state !== 'active' || this.now - use.at > 24 * 3600) return false
    use.undone = true
    this.applyUse(use, -1)
    return true
  }

  requestRefund(index: number): boolean {
    const order = this.orders[index]!
    if (order.state !== 'done' || !this.isReversible(order)) return false
    const { tender, amount, taken } = order
    this.takeBack(order)
    if (tender === 'channel') {
      order.state = 'refunding'
      this.refunds.push({ order: index, amount, byItself: false, state: 'approved' })
      return true
    }
    if (taken) this.takeValue(this.cards[order.payer!]!, taken, -1)
    else {
      this.cash -= amount
      this.ownHands -= amount
      this.available += amount
    }
    this.refunded(order)
    return true
  }

  refundTold(refund: RefundSum, told: Told, isAmountRight: boolean): void {
    if (refund.state === 'succeeded') return
    if (refund.state === 'approved') refund.state = 'processing'
    if (isAmountRight && told === 'SUCCESS') {
      refund.state = 'succeeded'
      this.moveChannel(refund.amount, -1)
      if (!refund.byItself) this.refunded(this.orders[refund.order]!)
    } else if (refund.state === 'processing') {
      if (!isAmountRight || told === 'ABNORMAL') refund.state = 'abnormal'
      else if (told === 'CLOSED') refund.state = 'closed'
    }
  }

  retryRefund(refund: RefundSum): boolean {
    if (refund.state !== 'abnormal' && refund.state !== 'closed') return false
    refund.state = 'processing'
    return true
  }

  hold(card: number, from: CardSum['state'], to: CardSum['state']): boolean {
    const held = this.cards[card]!
    if (held.state !== from) return false
    held.state = to
    return true
  }

  private place(
    order: Pick<OrderSum, 'kind' | 'card' | 'customer' | 'amount' | 'quantity' | 'granted'>,
  ): void {
    this.orders.push({ ...order, state: 'pending', placedAt: this.now, paidAt: 0 })
  }

  private isPayable({ state, placedAt }: OrderSum): boolean {
    return state === 'pending' && this.now < placedAt + orderSeconds
  }

  private deliver(order: OrderSum, tender: OrderSum['tender'], money: number): void {
    Object.assign(order, { state: 'done', tender, paidAt: this.now })
    if (!order.granted) {
      this.available += money
      return
    }
    if (order.kind === 'open') order.card = this.cards.push(newCard(order.customer!)) - 1
    this.put(order, 1)
  }

  private put(order: OrderSum, sign: 1 | -1): void {
    const granted = order.granted!
    grant(this.cards[order.card!]!, granted, sign)
    this.issued += sign * (granted.visits + granted.gifts)
    this.bonusCost += sign * granted.bonus
  }

  private closed(order: OrderSum): void {
    order.state = 'closed'
    if (order.kind === 'goods') this.stock += order.quantity
  }

  private takeBack(order: OrderSum): void {
    if (order.kind === 'goods') {
      this.stock += order.quantity
      this.available -= order.taken?.principal ?? order.amount
      return
    }
    this.put(order, -1)
    if (order.kind === 'open') this.cards[order.card!]!.state = 'returning'
  }

  private refunded(order: OrderSum): void {
    order.state = 'refunded'
    if (order.kind === 'open') this.cards[order.card!]!.state = 'returned'
  }

  private comingOf(card: number): OrderSum[] {
    return this.orders.filter(
      (one) => one.kind === 'recharge' && one.card === card && one.state === 'pending',
    )
  }

  /** Nothing of it was used since; an opening also has nothing on top of it, and nothing coming. */
  private isReversible(order: OrderSum): boolean {
    if (order.kind === 'goods') return true
    const index = order.card!
    const card = this.cards[index]!
    const used = this.uses.some((use) => use.card === index && use.at >= order.paidAt && !use.undone)
    const paid = this.orders.some(
      (other) => other.payer === index && other.paidAt >= order.paidAt && other.state === 'done',
    )
    const alone = principalOf(card) === order.amount && this.comingOf(index).length === 0
    return card.state === 'active' && !used && !paid && (order.kind === 'recharge' || alone)
  }

  /** Into the operator's number it only arrives; into the merchant's own it is theirs, and the rest is a memo. */
  private moveChannel(amount: number, sign: 1 | -1): void {
    this.channel += sign * amount
    if (this.custody === 'operator') return
    this.available -= sign * amount
    this.ownHands += sign * amount
  }

  private takeValue(card: CardSum, taken: CardSum['value'], sign: 1 | -1): void {
    card.value.principal -= sign * taken.principal
    card.value.bonus -= sign * taken.bonus
    this.bonusCost -= sign * taken.bonus
  }

  private use(use: Omit<UseSum, 'at' | 'undone'>): void {
    const made = { ...use, at: this.now, undone: false }
    this.uses.push(made)
    this.applyUse(made, 1)
  }

  private applyUse(use: UseSum, sign: 1 | -1): void {
    const card = this.cards[use.card]!
    card.visits.paid -= sign * use.paid
    card.visits.gift -= sign * use.gift
    card.visits.principal -= sign * use.fromVisits
    this.issued -= sign * (use.paid + use.gift)
    this.takeValue(card, use.fromValue, sign)
    this.available += sign * (use.fromVisits + use.fromValue.principal)
  }
}
