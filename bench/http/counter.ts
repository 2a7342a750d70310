import { randomBytes } from 'node:crypto'
import { codeDigits, codeStepOf } from '../../apps/server/src/modules/card/index.ts'
import { cardPrincipal, cardVisits, issued, bank } from '../../apps/server/src/modules/chart/index.ts'
import { secretContext } from '../../apps/server/src/modules/card/index.ts'
import { inMerchant } from '../../apps/server/src/kernel/db.ts'
import type { Vault } from '../../apps/server/src/kernel/secrets.ts'
import { post } from '../../apps/server/src/ledger/index.ts'
import type { Transfer } from '../../apps/server/src/ledger/index.ts'
import { staffSession } from '../../apps/server/test/sessions.ts'
import type { Stage } from '../harness/stage.ts'
import type { Ask } from './connections.ts'

type Card = { id: string; number: string; secret: Buffer; customerId: string }

export type Counter = { merchantId: string; nextRedemption(path: string): Ask }

const visitsOfCard = 100_000
const cashiers = 8

/** A merchant with cards in customers' hands and cashiers who are logged in. */
export async function openCounter(stage: Stage, vault: Vault, cardsCount: number): Promise<Counter> {
  const merchantId = await stage.newMerchant()
  const productId = stage.db.newId()
  const cards = await makeCards(stage, vault, { merchantId, productId, cardsCount })
  await fillCards(stage, { merchantId, productId, cards })
  // What a settled merchant's tables have; those still empty are left to what the planner assumes of a young one.
  await stage.owner.query(
    'vacuum analyze card, card_pot, customer, ledger_account, ledger_balance, ledger_transfer',
  )
  const tokens: string[] = []
  for (let made = 0; made < cashiers; made++) tokens.push((await staffSession(stage.db, merchantId)).token)

  let asked = 0
  const key = randomBytes(4).toString('hex')
  return {
    merchantId,
    // Each code works once: card after card with the code of now, then of the steps beside it.
    nextRedemption: (path) => {
      const turn = asked++
      const card = cards[turn % cards.length]!
      const step = codeStepOf(stage.db.clock.now()) + [0, 1, -1][Math.floor(turn / cards.length) % 3]!
      const code = card.number + codeDigits(card.secret, step)
      return {
        method: 'POST',
        path,
        headers: { authorization: `Bearer ${tokens[turn % cashiers]}`, 'idempotency-key': `${key}-${turn}` },
        body: JSON.stringify({ code, use: { kind: 'visits', productId, visits: 1 } }),
      }
    },
  }
}

type Making = { merchantId: string; productId: string; cardsCount: number }

async function makeCards(
  { db, owner }: Stage,
  vault: Vault,
  { merchantId, productId, cardsCount }: Making,
): Promise<Card[]> {
  const typeId = db.newId()
  const cards = Array.from({ length: cardsCount }, (_, place): Card => {
    const number = String(place).padStart(10, '0')
    return { id: db.newId(), number, secret: randomBytes(32), customerId: db.newId() }
  })
  const sealed = cards.map(({ id, secret }) => vault.seal(secret, secretContext(id)))
  const ids = cards.map(({ id }) => id)
  const customers = cards.map(({ customerId }) => customerId)
  await owner.query(
    `insert into card_type (merchant_id, id, name, form, face_color, created_at)
     values ($1, $2, '次卡', 'visits', '#0F7B6C', now())`,
    [merchantId, typeId],
  )
  await owner.query(
    `insert into product (merchant_id, id, shape, sells, name, price_fen, state, created_at, updated_at)
     values ($1, $2, 'single', 'visit', '游泳', 5000, 'listed', now(), now())`,
    [merchantId, productId],
  )
  await owner.query(
    `insert into customer (merchant_id, id, name, created_at)
     select $1, id, '客人', now() from unnest($2::uuid[]) id`,
    [merchantId, customers],
  )
  await owner.query(
    `insert into card (merchant_id, id, number, type_id, customer_id, state, named, secret_sealed, opened_at)
     select $1, w.id, w.number, $2, w.customer_id, 'active', true, w.sealed, now()
     from unnest($3::uuid[], $4::text[], $5::uuid[], $6::bytea[]) w (id, number, customer_id, sealed)`,
    [merchantId, typeId, ids, cards.map(({ number }) => number), customers, sealed],
  )
  await owner.query(
    `insert into card_pot (merchant_id, card_id, pot, product_id)
     select $1, id, $2::text, $2::uuid from unnest($3::uuid[]) id`,
    [merchantId, productId, ids],
  )
  return cards
}

async function fillCards(
  { db }: Stage,
  { merchantId, productId, cards }: { merchantId: string; productId: string; cards: readonly Card[] },
): Promise<void> {
  const transfers = cards.flatMap(({ id }): Transfer[] => {
    const about = { kind: 'card.principal', subjectKind: 'card', subjectId: id }
    const amount = BigInt(visitsOfCard)
    const principal = { debit: bank(), credit: cardPrincipal(id, productId), amount: amount * 10n }
    const visits = { debit: issued(productId), credit: cardVisits(id, productId), amount }
    return [
      { key: `fill:${id}:principal`, ...principal, ...about },
      { key: `fill:${id}:visits`, ...visits, ...about },
    ]
  })
  for (let first = 0; first < transfers.length; first += 1000)
    await inMerchant(db, merchantId, (tx) => post(tx, transfers.slice(first, first + 1000)))
}
