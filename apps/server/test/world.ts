import { randomBytes, randomInt } from 'node:crypto'
import { expect } from 'vitest'
import { addProduct } from '../src/flows/catalog/save-product.ts'
import { addCardType } from '../src/flows/catalog/save-card-type.ts'
import { shelveProduct } from '../src/flows/catalog/shelve-product.ts'
import { supplyStock } from '../src/flows/catalog/supply-stock.ts'
import { redeem } from '../src/flows/cards/redeem.ts'
import type { Use } from '../src/flows/cards/redeem.ts'
import { showCode } from '../src/flows/cards/show-code.ts'
import { placeOrder } from '../src/flows/orders/place-order.ts'
import type { PlaceOrder } from '../src/flows/orders/place-order.ts'
import { takeCash } from '../src/flows/orders/take-cash.ts'
import { inMerchant, inReport } from '../src/kernel/db.ts'
import type { Tx } from '../src/kernel/db.ts'
import type { Actor } from '../src/kernel/idempotency.ts'
import { fen } from '../src/kernel/money.ts'
import { openVault } from '../src/kernel/secrets.ts'
import { balancesOf } from '../src/ledger/index.ts'
import type { Account } from '../src/ledger/index.ts'
import type { Wanted } from '../src/lines/kind.ts'
import { getCard, holdingsOf } from '../src/modules/card/index.ts'
import { saveCashRule } from '../src/modules/cash/index.ts'
import { insertCustomer } from '../src/modules/customer/index.ts'
import { defaultSalesSettings, findOrder, linesOf } from '../src/modules/order/index.ts'
import { hire } from '../src/modules/staff/index.ts'
import { verifyBooks } from '../src/reports/verify/verify-books.ts'
import { newMerchant } from './database.ts'
import type { TestDatabase } from './database.ts'

export type World = Awaited<ReturnType<typeof world>>

type Part =
  | { kind: 'visits'; productId: string; visits: number; gift: boolean }
  | { kind: 'stored-value'; valueFen: number; gift: boolean }

let made = 0
const unique = (word: string) => `${word} ${++made}`
export const newKey = () => randomBytes(8).toString('hex')

const masterKey = randomBytes(32)

/** A merchant with a cashier, and builders that go through the real flows. Two worlds are two merchants. */
export async function world(db: TestDatabase, vault = openVault(masterKey)) {
  const merchantId = await newMerchant(db)
  const tools = { db, vault, config: { sales: { ...defaultSalesSettings } } }
  const within = <T>(work: (tx: Tx) => Promise<T>) => inMerchant(db, merchantId, work)

  const staff = (name = unique('店员')) => {
    const loginName = `s${randomBytes(6).toString('hex')}`
    return within((tx) => hire(tx, { loginName, passwordHash: '-', mustChange: false, name, roleIds: [] }))
  }
  const staffId = await staff('张收银')
  const actor: Actor = { kind: 'staff', id: staffId }
  // Nobody hands in here; what the limit does has tests of its own.
  await within((tx) => saveCashRule(tx, { limitFen: fen(10_000_000_000_000), twoPersons: true }))
  const by = (key = newKey()) => ({ merchantId, key, actor })

  const customer = async (name = unique('客人')) => {
    const mobile = `138${randomInt(10_000_000, 100_000_000)}`
    const sealed = vault.seal(mobile, 'mobile')
    const tail = mobile.slice(-4)
    const known = { fingerprint: vault.fingerprint(mobile), sealed, tail, masked: `138****${tail}` }
    return (await within((tx) => insertCustomer(tx, { personId: null, name, mobile: known })))!
  }

  const base = { db, vault, tools, merchantId, staffId, actor, by, within, staff, customer }
  return {
    ...base,
    ...catalogOf(db, by),
    ...salesOf(base),
    balance: async (account: Account) =>
      (await within((tx) => balancesOf(tx, [account]))).get(account.code) ?? 0n,
    /** What is in every table of this merchant: a refusal must leave it as it was. */
    snapshot: () => snapshotOf(db, merchantId),
    booksHold: () => booksHold(db, merchantId),
  }
}

type Base = {
  db: TestDatabase
  tools: Parameters<typeof redeem>[0]
  merchantId: string
  staffId: string
  by: (key?: string) => { merchantId: string; key: string; actor: Actor }
  within: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  customer: () => Promise<string>
}

function salesOf({ db, tools, merchantId, staffId, by, within, customer }: Base) {
  const place = (order: Partial<PlaceOrder> & { lines: readonly Wanted[] }) =>
    placeOrder(tools, {
      ...by(),
      source: 'counter',
      customerId: null,
      sellerId: staffId,
      storeId: null,
      ...order,
    }).then(({ orderId }) => orderId)
  const payCash = (orderId: string, key = newKey()) => takeCash(tools, { ...by(key), staffId, orderId })
  const order = async (id: string) => (await within((tx) => findOrder(tx, id)))!
  const lines = (id: string) => within((tx) => linesOf(tx, id))

  /** Sells one of the bundle for cash; answers the card that it opened. */
  const openCard = async (bundleId: string, customerId?: string) => {
    const buyer = customerId ?? (await customer())
    const wanted = { kind: 'card-open' as const, productId: bundleId, quantity: 1 }
    const orderId = await place({ customerId: buyer, lines: [wanted] })
    await payCash(orderId)
    const [line] = await lines(orderId)
    return { cardId: line!.cardId!, customerId: buyer, orderId }
  }
  const card = (id: string) => within((tx) => getCard(tx, id))
  const holdings = (id: string) => within((tx) => holdingsOf(tx, id))

  /** The code that the card's holder sees now; `fresh` waits for the next one, as each is accepted once. */
  const code = async (cardId: string, { fresh = true } = {}) => {
    if (fresh) db.clock.advance(30_000)
    const { customerId } = await card(cardId)
    return (await showCode(tools, { merchantId, customerId, cardId })).code
  }
  const use = async (cardId: string, what: Use) =>
    redeem(tools, { ...by(), staffId, storeId: null, code: await code(cardId), use: what })
  return { place, payCash, order, lines, openCard, card, holdings, code, use }
}

function catalogOf(
  db: TestDatabase,
  by: (key?: string) => { merchantId: string; key: string; actor: Actor },
) {
  const list = async (productId: string, stock?: number) => {
    await shelveProduct(db, { ...by(), productId, to: 'listed' })
    if (stock !== undefined) await supplyStock(db, { ...by(), productId, change: stock })
    return productId
  }
  const common = (priceFen: number) => ({
    name: unique('商品'),
    category: '',
    description: '',
    priceFen,
    unit: '次',
    imageIds: [],
    hiddenOnIos: false,
    position: 0,
  })

  const single = async (
    priceFen: number,
    options: { sells?: 'visit' | 'goods'; stock?: number; byExpress?: boolean } = {},
  ) => {
    const { sells = 'visit', stock, byExpress = false } = options
    const product = { ...common(priceFen), shape: 'single' as const, sells, byExpress }
    return list((await addProduct(db, { ...by(), product })).productId, stock)
  }
  const cardType = async (named = true) => {
    const type = { name: unique('卡'), form: 'mixed' as const, faceColor: '#0F7B6C', named, notice: '' }
    return (await addCardType(db, { ...by(), cardType: type })).cardTypeId
  }
  const bundle = async (
    priceFen: number,
    items: Part[],
    options: { cardTypeId?: string; named?: boolean; stock?: number } = {},
  ) => {
    const cardTypeId = options.cardTypeId ?? (await cardType(options.named))
    const product = { ...common(priceFen), shape: 'bundle' as const, cardTypeId, items }
    return list((await addProduct(db, { ...by(), product })).productId, options.stock)
  }
  return { single, cardType, bundle }
}

async function snapshotOf(db: TestDatabase, merchantId: string): Promise<Record<string, string>> {
  const { rows: tables } = await db.owner.query<{ name: string }>(`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attname = 'merchant_id'
    order by 1`)
  const found: Record<string, string> = {}
  for (const { name } of tables) {
    const { rows } = await db.owner.query<{ digest: string }>(
      `select count(*) || ' ' || md5(coalesce(string_agg(t::text, ';' order by t::text), '')) as digest
       from ${name} t where merchant_id = $1`,
      [merchantId],
    )
    found[name] = rows[0]!.digest
  }
  const { rows } = await db.owner.query<{ jobs: string }>('select count(*) as jobs from sesame_jobs.job')
  return { ...found, jobs: String(rows[0]!.jobs) }
}

async function booksHold(db: TestDatabase, merchantId: string): Promise<void> {
  const { violations } = await inReport(db, (read) => verifyBooks(read, merchantId))
  // Nobody chains the audit log in these tests.
  expect(violations.filter(({ check }) => check !== 'every audit row is chained within a minute')).toEqual([])
}

/** Rows of one statement, past row-level security. */
export async function look<Row extends object>(
  db: TestDatabase,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  return (await db.owner.query<Row>(text, values)).rows
}
