import { beforeEach, expect, test } from 'vitest'
import { newMerchant, testDatabase } from '../../../test/database.ts'
import { inMerchant, inReport } from '../../kernel/db.ts'
import { postAll } from '../../ledger/index.ts'
import type { Transfer } from '../../ledger/index.ts'
import { bank, cardAdvanced, cardPrincipal, cardVisits, issued } from '../../modules/chart/index.ts'
import { merchantAvailable, orderUnapplied } from '../../modules/chart/index.ts'
import { verifyBooks } from './verify-books.ts'

const db = await testDatabase()
const [card, product, order] = [db.newId(), db.newId(), db.newId()]
let merchant: string
let redemption: string

/** Ten visits for 100 were bought, and one of them is used. */
beforeEach(async () => {
  merchant = await newMerchant(db)
  redemption = db.newId()
  const bought = { kind: 'x', subjectKind: 'order', subjectId: order }
  await book(
    { ...bought, key: 'in', debit: bank(), credit: orderUnapplied(order), amount: 100n },
    { ...bought, key: 'principal', debit: orderUnapplied(order), credit: principal, amount: 100n },
    { ...bought, key: 'visits', debit: issued(product), credit: visits, amount: 10n },
  )
})

const principal = cardPrincipal(card, product)
const visits = cardVisits(card, product)
const book = (...transfers: Transfer[]) => inMerchant(db, merchant, (tx) => postAll(tx, transfers))
const used = (count = 1n, earned = 10n): Transfer[] => {
  const same = { kind: 'x', subjectKind: 'redemption', subjectId: redemption }
  return [
    { ...same, key: 'used', debit: visits, credit: issued(product), amount: count },
    { ...same, key: 'earned', debit: principal, credit: merchantAvailable(), amount: earned },
  ]
}
const back = (transfers: readonly Transfer[]): Transfer[] =>
  transfers.map((one) => ({
    ...one,
    key: `${one.key}:back`,
    debit: one.credit,
    credit: one.debit,
    undoes: one.key,
  }))

/** The redemption alone, without the card, customer and staff it refers to. */
const record = async (state: string) => {
  const client = await db.owner.connect()
  try {
    await client.query('set session_replication_role = replica')
    await client.query(
      `insert into redemption (merchant_id, id, card_id, order_id, customer_id, staff_id, state, product_id,
        visits, amount_fen, earned_fen, bonus_fen, created_at, undo_until)
      values ($1, $2, $3, $4, $4, $4, $5, $6, 1, 10, 10, 0, $7, $7)`,
      [merchant, redemption, card, order, state, product, db.clock.now()],
    )
  } finally {
    client.release(true)
  }
}
const found = async () => {
  const { violations } = await inReport(db, (read) => verifyBooks(read, merchant))
  return [...new Set(violations.map(({ check }) => check))]
}

test('a redemption that is booked as recorded is right, and so is one taken back whole', async () => {
  await book(...used())
  await record('done')
  expect(await found()).toEqual([])
  await db.owner.query(`update redemption set state = 'undone' where id = $1`, [redemption])
  expect(await found()).toEqual(['an undone redemption is taken back whole, any other not at all'])
  await book(...back(used()))
  expect(await found()).toEqual([])
})

test('a redemption booked with other visits or another value is found', async () => {
  await book(...used(2n, 11n))
  await record('done')
  expect(await found()).toEqual([
    'visits used, in redemptions and in the books, agree',
    'value consumed, in redemptions and in the books, agrees',
  ])
})

test('a redemption that stands, though half of it was taken back, is found', async () => {
  await book(...used())
  await record('done')
  await book(...back(used().slice(0, 1)))
  expect(await found()).toEqual(['an undone redemption is taken back whole, any other not at all'])
})

test('a redemption that is booked but not recorded, or recorded but not booked, is found', async () => {
  await record('done')
  expect(await found()).toContain('visits used, in redemptions and in the books, agree')
  redemption = db.newId()
  await book(...used())
  expect(await found()).toContain('every redemption that is booked exists')
})

test('prepaid money that goes where no card may spend it is found', async () => {
  const odd = { kind: 'x', subjectKind: 'order', subjectId: order, key: 'odd', amount: 1n }
  await book({ ...odd, debit: principal, credit: bank() })
  expect(await found()).toEqual(['prepaid money comes from orders and goes only where a card may spend it'])
})

test('more advanced of a pot than it holds is found', async () => {
  const advanced = { kind: 'x', subjectKind: 'contract', subjectId: '1', key: 'advanced' }
  await book({ ...advanced, debit: cardAdvanced(card, product), credit: merchantAvailable(), amount: 101n })
  expect(await found()).toEqual(['what is advanced of a pot is at most what it holds'])
})
