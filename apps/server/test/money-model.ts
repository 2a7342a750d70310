import assert from 'node:assert/strict'

/** What a bundle of the model puts on a card: visits of one product, some given, and stored value. */
export type Offer = { priceFen: number; visits: number; gifts: number; unitFen: number; valueFen: number }

type ModelCard = {
  state: 'active' | 'frozen' | 'returned'
  visits: { paid: number; gift: number; principal: number }
  value: { principal: number; bonus: number }
}
type ModelOrder = {
  kind: 'open' | 'recharge' | 'goods'
  tender: 'cash' | 'card'
  card: number | undefined
  amount: number
  granted?: Granted
  taken?: { principal: number; bonus: number }
  at: number
  refunded: boolean
}
type ModelUse = {
  card: number
  at: number
  undone: boolean
  paid: number
  gift: number
  fromVisits: number
  fromValue: { principal: number; bonus: number }
}
type Granted = { visits: number; gifts: number; forVisits: number; forValue: number; bonus: number }

/** The same business in a few sums, written apart from the server's: what it says, the books must say. */
export class MoneyModel {
  available = 0
  cash = 0
  now = 0
  cards: ModelCard[] = []
  orders: ModelOrder[] = []
  uses: ModelUse[] = []

  buy(offer: Offer, card: number | undefined): boolean {
    const held = card === undefined ? undefined : this.cards[card]!
    if (held && held.state !== 'active') return false
    const principal = held ? held.visits.principal + held.value.principal : 0
    if (principal + offer.priceFen > 500_000) return false
    const granted = grantOf(offer)
    const index = card ?? this.cards.push(emptyCard()) - 1
    add(this.cards[index]!, granted, 1)
    this.available -= offer.priceFen
    this.cash += offer.priceFen
    const kind = held ? 'recharge' : 'open'
    const paid = { tender: 'cash' as const, card: index, amount: offer.priceFen, granted }
    this.orders.push({ kind, ...paid, at: this.now, refunded: false })
    return true
  }

  useVisits(card: number, wanted: number): boolean {
    const held = this.cards[card]!
    const { visits } = held
    if (held.state !== 'active' || wanted > visits.paid + visits.gift) return false
    const paid = Math.min(wanted, visits.paid)
    const fromVisits =
      paid === visits.paid ? visits.principal : Math.floor((visits.principal * paid) / visits.paid)
    const gift = wanted - paid
    const use = {
      card,
      at: this.now,
      undone: false,
      paid,
      gift,
      fromVisits,
      fromValue: { principal: 0, bonus: 0 },
    }
    this.uses.push(use)
    this.applyUse(use, 1)
    return true
  }

  useValue(card: number, amount: number): boolean {
    const held = this.cards[card]!
    if (held.state !== 'active' || amount > held.value.principal + held.value.bonus) return false
    const fromValue = splitValue(held.value, amount)
    const use = { card, at: this.now, undone: false, paid: 0, gift: 0, fromVisits: 0, fromValue }
    this.uses.push(use)
    this.applyUse(use, 1)
    return true
  }

  undo(index: number): boolean {
    const use = this.uses[index]!
    if (use.undone || this.cards[use.card]!.state !== 'active' || this.now - use.at > 24 * 3600) return false
    use.undone = true
    this.applyUse(use, -1)
    return true
  }

  sellGoods(amount: number, card: number | undefined): boolean {
    const paid = { tender: 'cash' as const, card: undefined, amount }
    const order: ModelOrder = { kind: 'goods', ...paid, at: this.now, refunded: false }
    if (card === undefined) this.cash += amount
    else {
      const held = this.cards[card]!
      if (held.state !== 'active' || amount > held.value.principal + held.value.bonus) return false
      const taken = splitValue(held.value, amount)
      Object.assign(order, { tender: 'card', card, taken })
      held.value.principal -= taken.principal
      held.value.bonus -= taken.bonus
      this.available += taken.principal
    }
    this.orders.push(order)
    return true
  }

  refund(index: number): boolean {
    const order = this.orders[index]!
    if (order.refunded || !this.isReversible(order)) return false
    order.refunded = true
    if (order.taken) {
      const { value } = this.cards[order.card!]!
      value.principal += order.taken.principal
      value.bonus += order.taken.bonus
      this.available -= order.taken.principal
      return true
    }
    this.cash -= order.amount
    if (!order.granted) return true
    this.available += order.amount
    const card = this.cards[order.card!]!
    add(card, order.granted, -1)
    if (order.kind === 'open') card.state = 'returned'
    return true
  }

  freeze(card: number): boolean {
    return this.change(card, 'active', 'frozen')
  }

  unfreeze(card: number): boolean {
    return this.change(card, 'frozen', 'active')
  }

  private change(card: number, from: ModelCard['state'], to: ModelCard['state']): boolean {
    const held = this.cards[card]!
    if (held.state !== from) return false
    held.state = to
    return true
  }

  /** Nothing of it was used since; an opening also has nothing on top of it. */
  private isReversible(order: ModelOrder): boolean {
    if (order.kind === 'goods') return true
    const card = this.cards[order.card!]!
    const since = (one: { at: number; card: number | undefined }) =>
      one.card === order.card && one.at >= order.at
    const used = this.uses.some((use) => since(use) && !use.undone)
    const paid = this.orders.some((other) => other.taken && since(other) && !other.refunded)
    const alone = card.visits.principal + card.value.principal === order.amount
    return card.state === 'active' && !used && !paid && (order.kind === 'recharge' || alone)
  }

  private applyUse(use: ModelUse, sign: 1 | -1): void {
    const { visits, value } = this.cards[use.card]!
    visits.paid -= sign * use.paid
    visits.gift -= sign * use.gift
    visits.principal -= sign * use.fromVisits
    value.principal -= sign * use.fromValue.principal
    value.bonus -= sign * use.fromValue.bonus
    this.available += sign * (use.fromVisits + use.fromValue.principal)
  }
}

const emptyCard = (): ModelCard => ({
  state: 'active',
  visits: { paid: 0, gift: 0, principal: 0 },
  value: { principal: 0, bonus: 0 },
})

function grantOf({ priceFen, visits, gifts, unitFen, valueFen }: Offer): Granted {
  const list = visits * unitFen + valueFen
  const [forVisits, forValue] = share(priceFen, [visits * unitFen, valueFen], list) as [number, number]
  return { visits, gifts, forVisits, forValue, bonus: valueFen - forValue }
}

function add({ visits, value }: ModelCard, granted: Granted, sign: 1 | -1): void {
  visits.paid += sign * granted.visits
  visits.gift += sign * granted.gifts
  visits.principal += sign * granted.forVisits
  value.principal += sign * granted.forValue
  value.bonus += sign * granted.bonus
}

function splitValue({ principal, bonus }: { principal: number; bonus: number }, amount: number) {
  const [paid, given] = share(amount, [principal, bonus], principal + bonus) as [number, number]
  return { principal: paid, bonus: given }
}

/** Of two: whoever lost more by rounding down gets the fen that is left; the first when they lost the same. */
function share(total: number, weights: [number, number], sum: number): number[] {
  const [one, other] = weights.map((weight) => Math.floor((total * weight) / sum)) as [number, number]
  const left = total - one - other
  assert(left === 0 || left === 1)
  const first = (total * weights[0]) % sum >= (total * weights[1]) % sum
  return [one + (first ? left : 0), other + (first ? 0 : left)]
}
