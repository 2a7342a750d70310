import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { findCodeStep, isFreshStep, parseCardCode, readSeconds } from './code.ts'
import { cardCodeUsed, cardCodeWrong } from './rules.ts'
import { findCardByNumber, lockCard, secretContext } from './store.ts'
import type { Card } from './types.ts'

export type KnownCode = { readBy: string | null; readAt: Date | null; usedAt: Date | null }

/** The card behind a code, locked, and the step that the code belongs to. */
async function matchCode(tx: Tx, vault: Vault, code: string): Promise<{ card: Card; step: number }> {
  const { number, digits } = parseCardCode(code)
  const found = await findCardByNumber(tx, number)
  // A card that does not exist takes the same path with a secret nobody has.
  const secret = found ? vault.open(found.secretSealed, secretContext(found.id)) : tx.random(32)
  const step = findCodeStep(secret, digits, tx.now)
  if (!found || step === undefined) throw cardCodeWrong()
  return { card: await lockCard(tx, found.id), step }
}

async function findKnown(tx: Tx, cardId: string, step: number): Promise<KnownCode | undefined> {
  return tx.one(sql<KnownCode>`
    select read_by as "readBy", read_at as "readAt", used_at as "usedAt" from card_code
    where merchant_id = ${tx.merchantId} and card_id = ${cardId} and step = ${step}`)
}

/** Nobody else may use a code that one has read, and nobody may use it twice or too late. */
export function checkKnown(known: KnownCode, staffId: string, now: Date): Date {
  if (known.usedAt || known.readBy !== staffId || !known.readAt) throw cardCodeUsed()
  const until = new Date(known.readAt.getTime() + readSeconds * 1000)
  if (until <= now) throw cardCodeWrong()
  return until
}

/** Keeps the code good for this staff member for three minutes; a second reading does not prolong it. */
export async function readCardCode(
  tx: Tx,
  vault: Vault,
  { code, staffId }: { code: string; staffId: string },
): Promise<{ card: Card; redeemUntil: Date }> {
  const { card, step } = await matchCode(tx, vault, code)
  const known = await findKnown(tx, card.id, step)
  if (known) return { card, redeemUntil: checkKnown(known, staffId, tx.now) }
  if (!isFreshStep(step, tx.now)) throw cardCodeWrong()

  await tx.query(sql`
    insert into card_code (merchant_id, card_id, step, read_by, read_at)
    values (${tx.merchantId}, ${card.id}, ${step}, ${staffId}, ${tx.now})`)
  return { card, redeemUntil: new Date(tx.now.getTime() + readSeconds * 1000) }
}

/** Accepts the code once and for all; the card comes locked. */
export async function useCardCode(
  tx: Tx,
  vault: Vault,
  { code, staffId }: { code: string; staffId: string },
): Promise<Card> {
  const { card, step } = await matchCode(tx, vault, code)
  const known = await findKnown(tx, card.id, step)
  if (known) checkKnown(known, staffId, tx.now)
  else if (!isFreshStep(step, tx.now)) throw cardCodeWrong()

  await tx.query(sql`
    insert into card_code (merchant_id, card_id, step, read_by, read_at, used_at)
    values (${tx.merchantId}, ${card.id}, ${step}, ${staffId}, ${tx.now}, ${tx.now})
    on conflict (merchant_id, card_id, step) do update set used_at = excluded.used_at`)
  return card
}
