import assert from 'node:assert/strict'

/** What a bundle puts on a card: visits of one product, some given, and stored value. */
export type Offer = { priceFen: number; visits: number; gifts: number; unitFen: number; valueFen: number }

export type CardSum = {
  customer: number
  state: 'active' | 'frozen' | 'returning' | 'returned'
  visits: { paid: number; gift: number; principal: number }
  value: { principal: number; bonus: number }
}
export type Granted = { visits: number; gifts: number; forVisits: number; forValue: number; bonus: number }

export type UseSum = {
  card: number
  at: number
  undone: boolean
  paid: number
  gift: number
  fromVisits: number
  fromValue: CardSum['value']
}

export const newCard = (customer: number): CardSum => ({
  customer,
  state: 'active',
  visits: { paid: 0, gift: 0, principal: 0 },
  value: { principal: 0, bonus: 0 },
})

export const principalOf = ({ visits, value }: CardSum): number => visits.principal + value.principal

export function grantOf({ priceFen, visits, gifts, unitFen, valueFen }: Offer): Granted {
  const list = visits * unitFen + valueFen
  const [forVisits, forValue] = share(priceFen, [visits * unitFen, valueFen], list)
  return { visits, gifts, forVisits, forValue, bonus: valueFen - forValue }
}

export function grant({ visits, value }: CardSum, granted: Granted, sign: 1 | -1): void {
  visits.paid += sign * granted.visits
  visits.gift += sign * granted.gifts
  visits.principal += sign * granted.forVisits
  value.principal += sign * granted.forValue
  value.bonus += sign * granted.bonus
}

export function splitValue({ principal, bonus }: CardSum['value'], amount: number): CardSum['value'] {
  const [paid, given] = share(amount, [principal, bonus], principal + bonus)
  return { principal: paid, bonus: given }
}

/** Of two: whoever lost more by rounding down gets the fen that is left; the first when they lost the same. */
function share(total: number, weights: [number, number], sum: number): [number, number] {
  const [one, other] = weights.map((weight) => Math.floor((total * weight) / sum)) as [number, number]
  const left = total - one - other
  assert(left === 0 || left === 1)
  const first = (total * weights[0]) % sum >= (total * weights[1]) % sum
  return [one + (first ? left : 0), other + (first ? 0 : left)]
}
