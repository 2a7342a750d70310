import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import { verdictOf } from '../../kernel/refusals.ts'
import type { Verdict } from '../../kernel/refusals.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { unnested } from '../../kernel/unnested.ts'
import { checkKnown } from './accept-code.ts'
import type { KnownCode } from './accept-code.ts'
import { findCodeStep, isFreshStep, parseCardCode } from './code.ts'
import { cardCodeUsed, cardCodeWrong } from './rules.ts'
import { findCardsByNumber, lockCards, secretContext } from './store.ts'
import type { Card } from './types.ts'

export type CodeUse = { code: string; staffId: string }
export type UsedCode = { cardId: string; step: number; staffId: string }

export type Codes<Use> = {
  /** Every card that a code of the batch is right for, locked. */
  cards: readonly Card[]
  /** The card behind a code that may be used now; refuses any other. */
  cardOf(use: Use): Card
  /** From here on nobody else in the batch may use it. Write what was used with `saveUsedCodes`. */
  spend(use: Use): UsedCode
}

type Match = { cardId: string; step: number }

/** The codes of a batch, as `useCardCode` accepts a single one. */
export async function matchCodes<Use extends CodeUse>(
  tx: Tx,
  vault: Vault,
  uses: readonly Use[],
): Promise<Codes<Use>> {
  const parsed = uses.map((use) => verdictOf(() => parseCardCode(use.code)))
  const numbers = parsed.flatMap((one) => ('answer' in one ? [one.answer.number] : []))
  const byNumber = await findCardsByNumber(tx, numbers)
  const matches = new Map<Use, Verdict<Match>>(
    uses.map((use, place) => {
      const one = parsed[place]!
      return [use, 'refused' in one ? one : matchOne(byNumber.get(one.answer.number), one.answer.digits)]
    }),
  )
  const right = [...matches.values()].flatMap((one) => ('answer' in one ? [one.answer] : []))
  const cards = await lockCards(tx, [...new Set(right.map(({ cardId }) => cardId))])
  const known = await findKnownCodes(tx, right)
  const spent = new Set<string>()

  return { cards: [...cards.values()], cardOf, spend }

  /** A card that does not exist takes the same path with a secret nobody has. */
  function matchOne(found: Card | undefined, digits: string): Verdict<Match> {
    const secret = found ? vault.open(found.secretSealed, secretContext(found.id)) : tx.random(32)
    const step = findCodeStep(secret, digits, tx.now)
    if (!found || step === undefined) return { refused: cardCodeWrong() }
    return { answer: { cardId: found.id, step } }
  }

  function matchOf(use: Use): Match {
    const match = matches.get(use)!
    if ('refused' in match) throw match.refused
    return match.answer
  }

  function cardOf(use: Use): Card {
    const match = matchOf(use)
    if (spent.has(nameOf(match))) throw cardCodeUsed()
    const before = known.get(nameOf(match))
    if (before) checkKnown(before, use.staffId, tx.now)
    else if (!isFreshStep(match.step, tx.now)) throw cardCodeWrong()
    return cards.get(match.cardId)!
  }

  function spend(use: Use): UsedCode {
    const match = matchOf(use)
    spent.add(nameOf(match))
    return { ...match, staffId: use.staffId }
  }
}

function nameOf({ cardId, step }: Match): string {
  return `${cardId} ${step}`
}

async function findKnownCodes(tx: Tx, matches: readonly Match[]): Promise<Map<string, KnownCode>> {
  if (matches.length === 0) return new Map()
  const rows = await tx.query(sql<KnownCode & { cardId: string; step: bigint }>`
    select card_id as "cardId", step, read_by as "readBy", read_at as "readAt", used_at as "usedAt" from card_code
    where merchant_id = ${tx.merchantId} and card_id = any(${matches.map(({ cardId }) => cardId)}::uuid[])
      and step = any(${[...new Set(matches.map(({ step }) => step))]}::bigint[])`)
  return new Map(rows.map((row) => [nameOf({ cardId: row.cardId, step: Number(row.step) }), row]))
}

export async function saveUsedCodes(tx: Tx, used: readonly UsedCode[]): Promise<void> {
  await tx.query(sql`
    insert into card_code (merchant_id, read_at, used_at, card_id, step, read_by)
    select ${tx.merchantId}::uuid, ${tx.now}::timestamptz, ${tx.now}::timestamptz, w.* from ${unnested(used, {
      card_id: ['uuid', ({ cardId }) => cardId],
      step: ['bigint', ({ step }) => step],
      read_by: ['uuid', ({ staffId }) => staffId],
    })}
    on conflict (merchant_id, card_id, step) do update set used_at = excluded.used_at`)
}
