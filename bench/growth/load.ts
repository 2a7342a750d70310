import { randomBytes } from 'node:crypto'
import { openPool } from '../../apps/server/src/kernel/db.ts'
import type { Vault } from '../../apps/server/src/kernel/secrets.ts'
import { codeDigits, codeStepOf, secretContext } from '../../apps/server/src/modules/card/index.ts'
import { staffSession } from '../../apps/server/test/sessions.ts'
import type { Stage } from '../harness/stage.ts'
import type { Counter } from '../http/counter.ts'
import { accountsOfCards, historyOfCards, hotAccounts, transfersOfCards } from './books.ts'
import { idOf, idText, thingsOf } from './ids.ts'

/** Two transfers that filled each card, and two for each of four redemptions. */
export const transfersPerCard = 10
const cardsAtOnce = 20_000
const cashiers = 8

/**
 * A merchant as after years: its cards with their accounts and balances, and each transfer that led to them, written
 * past the flows by a few statements. The books are whole: `verifyBooks` finds nothing in them.
 */
export async function openGrownCounter(stage: Stage, vault: Vault, cardsCount: number): Promise<Counter> {
  const merchantId = await stage.newMerchant()
  const secrets = randomBytes(32 * cardsCount)
  const secretOf = (place: number) => secrets.subarray(place * 32, place * 32 + 32)
  await loadShop(stage, merchantId, cardsCount)
  await loadCards(stage, merchantId, cardsCount, (place) =>
    vault.seal(secretOf(place), secretContext(idText('card', place))),
  )
  await loadBooks(stage, merchantId, cardsCount)
  await stage.owner.query('vacuum analyze')
  const tokens: string[] = []
  for (let made = 0; made < cashiers; made++) tokens.push((await staffSession(stage.db, merchantId)).token)

  let asked = 0
  const productId = idText('product', 0)
  const key = randomBytes(4).toString('hex')
  return {
    merchantId,
    // Cards from all over the table, none twice.
    nextRedemption: (path) => {
      const turn = asked++
      const place = Number((BigInt(turn) * 7_368_787n) % BigInt(cardsCount))
      const digits = codeDigits(secretOf(place), codeStepOf(stage.db.clock.now()))
      return {
        method: 'POST',
        path,
        headers: { authorization: `Bearer ${tokens[turn % cashiers]}`, 'idempotency-key': `${key}-${turn}` },
        body: JSON.stringify({
          code: String(place).padStart(10, '0') + digits,
          use: { kind: 'visits', productId, visits: 1 },
        }),
      }
    },
  }
}

async function loadShop({ owner }: Stage, merchantId: string, cardsCount: number): Promise<void> {
  await owner.query(
    `insert into card_type (merchant_id, id, name, form, face_color, created_at)
     values ($1, ${idOf('type', '0')}, '次卡', 'visits', '#0F7B6C', now())`,
    [merchantId],
  )
  await owner.query(
    `insert into product (merchant_id, id, shape, sells, name, price_fen, state, created_at, updated_at)
     values ($1, ${idOf('product', '0')}, 'single', 'visit', '游泳', 5000, 'listed', now(), now())`,
    [merchantId],
  )
  await owner.query(
    `insert into customer (merchant_id, id, name, created_at)
     select $1, ${idOf('customer', 'n')}, '客人', now() from ${thingsOf(cardsCount)}`,
    [merchantId],
  )
}

async function loadCards(
  { owner }: Stage,
  merchantId: string,
  cardsCount: number,
  sealedOf: (place: number) => Buffer,
): Promise<void> {
  for (let first = 0; first < cardsCount; first += cardsAtOnce) {
    const count = Math.min(cardsAtOnce, cardsCount - first)
    const sealed = Array.from({ length: count }, (_, place) => sealedOf(first + place))
    await owner.query(
      `insert into card (merchant_id, id, number, type_id, customer_id, state, named, secret_sealed, opened_at)
       select $1, ${idOf('card', 'n')}, lpad(n::text, 10, '0'), ${idOf('type', '0')}, ${idOf('customer', 'n')},
         'active', true, w.sealed, now()
       from (select sealed, $3::bigint + place - 1 as n from unnest($2::bytea[]) with ordinality u (sealed, place)) w`,
      [merchantId, sealed, first],
    )
  }
  await owner.query(
    `insert into card_pot (merchant_id, card_id, pot, product_id)
     select $1, ${idOf('card', 'n')}, ${idOf('product', '0')}::text, ${idOf('product', '0')}
     from ${thingsOf(cardsCount)}`,
    [merchantId],
  )
}

/**
 * By a connection of its own, which does not wait for the disk and checks no foreign key: all of them are made here.
 * Indexes that no constraint needs are made when the rows are there.
 */
async function loadBooks({ url }: Stage, merchantId: string, cardsCount: number): Promise<void> {
  const settings = {
    session_replication_role: 'replica',
    synchronous_commit: 'off',
    work_mem: '256MB',
    maintenance_work_mem: '1GB',
  }
  const loading = openPool(url, { max: 1, statementSeconds: 3600, settings })
  try {
    const { rows: indexes } = await loading.query<{ name: string; definition: string }>(
      `select indexname as name, indexdef as definition from pg_indexes
       where tablename in ('ledger_transfer', 'card_event') and schemaname = 'public'
         and not exists (select from pg_constraint where conname = indexname)`,
    )
    for (const { name } of indexes) await loading.query(`drop index ${name}`)
    for (const statement of [
      hotAccounts(cardsCount),
      accountsOfCards(cardsCount),
      ...transfersOfCards(cardsCount),
      ...historyOfCards(cardsCount),
    ])
      await loading.query(statement, [merchantId])
    for (const { definition } of indexes) await loading.query(definition)
  } finally {
    await loading.end()
  }
}
