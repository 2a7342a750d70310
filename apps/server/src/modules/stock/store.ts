import assert from 'node:assert/strict'
import { sql } from 'kysely'
import type { Sql, Tx } from '../../kernel/db.ts'
import { refusal } from '../../kernel/refusals.ts'

export const outOfStock = refusal('stock.not_enough', 409)
export const stockBelowUse = refusal('stock.below_use', 409)

/** supplied = left + held + sold; a product without a row is unlimited. */
export type Stock = { productId: string; supplied: number; held: number; sold: number }
export type StockChange = { productId: string; quantity: number }

const columns = sql`product_id as "productId", supplied, held, sold`

export async function stockOf(tx: Tx, productIds: readonly string[]): Promise<Map<string, Stock>> {
  const rows = await tx.query(sql<Stock>`
    select ${columns} from stock
    where merchant_id = ${tx.merchantId} and product_id = any(${[...productIds]}::uuid[])`)
  return new Map(rows.map((row) => [row.productId, row]))
}

/** Holds what an unpaid order wants; refuses what is not left. */
export async function holdStock(tx: Tx, changes: readonly StockChange[]): Promise<void> {
  await eachLimited(tx, changes, hold)
}

function hold(stock: Stock, quantity: number): Stock {
  const left = stock.supplied - stock.held - stock.sold
  if (left < quantity) throw outOfStock({ productId: stock.productId, left })
  return { ...stock, held: stock.held + quantity }
}

export type Reserving = {
  /** Holds all of it or refuses; the next one sees what this one has left. */
  hold(changes: readonly StockChange[]): void
  save(): Promise<void>
}

/** `holdStock` for a batch whose items are decided one after the other: what they may want is locked at once. */
export async function openStock(tx: Tx, productIds: readonly string[]): Promise<Reserving> {
  const limited = new Map<string, Stock>()
  for (const stock of await lockStock(tx, productIds)) limited.set(stock.productId, stock)
  const changed = new Set<string>()
  return {
    hold: (changes) => {
      for (const stock of decideEach([...limited.values()], quantitiesOf(changes), hold)) {
        limited.set(stock.productId, stock)
        changed.add(stock.productId)
      }
    },
    save: async () => {
      for (const productId of changed) await saveStock(tx, limited.get(productId)!)
    },
  }
}

/** The unpaid order was closed. A product without a limit held nothing of it, so no more goes than is held. */
export async function releaseStock(tx: Tx, changes: readonly StockChange[]): Promise<void> {
  await eachLimited(tx, changes, (stock, quantity) => ({
    ...stock,
    held: Math.max(0, stock.held - quantity),
  }))
}

/** The order was paid: what was held is sold. Sold beyond the supply (it was unlimited then) supplies itself. */
export async function sellStock(tx: Tx, changes: readonly StockChange[]): Promise<void> {
  await eachLimited(tx, changes, (stock, quantity) => {
    const held = Math.max(0, stock.held - quantity)
    const sold = stock.sold + quantity
    return { ...stock, held, sold, supplied: Math.max(stock.supplied, held + sold) }
  })
}

/** The sale was refunded: it can be sold again. */
export async function returnStock(tx: Tx, changes: readonly StockChange[]): Promise<void> {
  await eachLimited(tx, changes, (stock, quantity) => ({
    ...stock,
    sold: Math.max(0, stock.sold - quantity),
  }))
}

/**
 * Adds to (or takes from) what is supplied; the first time, it makes the product limited, and `pending`, what unpaid
 * orders already want of it, is held.
 */
export async function supplyStock(
  tx: Tx,
  productId: string,
  change: number,
  pending: number,
): Promise<Stock> {
  assert(Number.isSafeInteger(change) && Number.isSafeInteger(pending) && pending >= 0)
  const made = await tx.one(sql`
    insert into stock (merchant_id, product_id, supplied, held)
    values (${tx.merchantId}, ${productId}, ${pending}, ${pending})
    on conflict (merchant_id, product_id) do nothing returning true`)
  const [stock] = await lockStock(tx, [productId])
  assert(stock)
  const supplied = made ? change : stock.supplied + change
  if (supplied < stock.held + stock.sold || supplied > suppliedMax) {
    throw stockBelowUse({ left: stock.supplied - stock.held - stock.sold })
  }
  const changed = { ...stock, supplied }
  await saveStock(tx, changed)
  return changed
}

const suppliedMax = 1_000_000_000

export async function unlimitStock(tx: Tx, productId: string): Promise<void> {
  await tx.query(sql`delete from stock where merchant_id = ${tx.merchantId} and product_id = ${productId}`)
}

type Decide = (stock: Stock, quantity: number) => Stock

/** Rows are locked in the order of their ids; all is decided before anything is written. */
async function eachLimited(tx: Tx, changes: readonly StockChange[], decide: Decide): Promise<void> {
  const quantities = quantitiesOf(changes)
  if (quantities.size === 0) return
  const locked = await lockStock(tx, [...quantities.keys()])
  for (const stock of decideEach(locked, quantities, decide)) await saveStock(tx, stock)
}

function quantitiesOf(changes: readonly StockChange[]): Map<string, number> {
  const quantities = new Map<string, number>()
  for (const { productId, quantity } of changes) {
    assert(Number.isSafeInteger(quantity) && quantity > 0)
    quantities.set(productId, (quantities.get(productId) ?? 0) + quantity)
  }
  return quantities
}

function decideEach(
  stocks: readonly Stock[],
  quantities: ReadonlyMap<string, number>,
  decide: Decide,
): Stock[] {
  return stocks
    .filter(({ productId }) => quantities.has(productId))
    .map((stock) => decide(stock, quantities.get(stock.productId)!))
}

async function lockStock(tx: Tx, productIds: readonly string[]): Promise<Stock[]> {
  return tx.query(sql<Stock>`
    select ${columns} from stock
    where merchant_id = ${tx.merchantId} and product_id = any(${[...productIds]}::uuid[])
    order by product_id for update`)
}

async function saveStock(tx: Tx, stock: Stock): Promise<void> {
  const save: Sql = sql`
    update stock set supplied = ${stock.supplied}, held = ${stock.held}, sold = ${stock.sold}
    where merchant_id = ${tx.merchantId} and product_id = ${stock.productId}`
  await tx.query(save)
}
