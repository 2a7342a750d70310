import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { contentHash } from '../kernel/canonical.ts'
import type { Sql, Tx } from '../kernel/db.ts'
import { refusal } from '../kernel/refusals.ts'
import type { Refusal, RefusalOf } from '../kernel/refusals.ts'
import type { Account, Outcome, Posted, Transfer } from './types.ts'

export const ledgerConflict = refusal('ledger.conflict', 409)
export const belowFloor = refusal('ledger.below_floor', 409)
export const aboveCeiling = refusal('ledger.above_ceiling', 409)
export const belowMinimum = refusal('ledger.below_minimum', 409)

const refusals: Partial<Record<Outcome, RefusalOf>> = {
  conflict: ledgerConflict,
  below_floor: belowFloor,
  above_ceiling: aboveCeiling,
  below_minimum: belowMinimum,
}

/**
 * Posts a batch in order and answers each item's outcome. Nothing is written for an item refused; its
 * neighbours stand, unless they are linked with it.
 */
export async function post(tx: Tx, transfers: readonly Transfer[]): Promise<Posted[]> {
  if (transfers.length === 0) return []
  transfers.forEach(checkTransfer)
  checkChains(transfers)
  const rows = await tx.query(statementOf(tx, transfers))
  assert(rows.length === transfers.length)
  return rows.map((row, index) => ({
    key: transfers[index]!.key,
    transferId: row.transfer_id ?? undefined,
    outcome: row.outcome,
  }))
}

/** Posts all or throws the refusal of the first item refused, which undoes the whole transaction. */
export async function postAll(tx: Tx, transfers: readonly Transfer[]): Promise<void> {
  const posted = await post(tx, transfers)
  const refused = posted.map((one, index) => refusalOf(one, transfers[index]!)).find((one) => one)
  if (refused) throw refused
}

function refusalOf({ outcome }: Posted, { key, kind, debit, credit, amount }: Transfer): Refusal | undefined {
  return refusals[outcome]?.({ key, kind, debit: debit.code, credit: credit.code, amount: amount.toString() })
}

function checkTransfer(transfer: Transfer): void {
  const { key, debit, credit, amount } = transfer
  assert(key.length > 0 && key.length <= 255, 'a key has 1 to 255 characters')
  assert(amount > 0n && amount <= BigInt(Number.MAX_SAFE_INTEGER), `not an amount to transfer: ${amount}`)
  assert(debit.code !== credit.code, `from ${debit.code} to itself`)
  assert(debit.unit === credit.unit, `${debit.code} and ${credit.code} have different units`)
}

function checkChains(transfers: readonly Transfer[]): void {
  assert(!transfers.at(-1)!.linked, 'the last transfer has no next to be linked with')
  let inChain = new Set<string>()
  for (const { key, linked } of transfers) {
    assert(!inChain.has(key), `the key ${key} is twice in one chain`)
    inChain = linked ? inChain.add(key) : new Set()
  }
}

type PostedRow = { transfer_id: string | null; outcome: Outcome }

function statementOf(tx: Tx, transfers: readonly Transfer[]): Sql<PostedRow> {
  const accounts = distinctAccounts(transfers)
  const placeOf = new Map(accounts.map((account, index) => [account.code, index + 1]))
  const slots = new Map<string, number>()
  transfers.forEach(({ key }, index) => slots.has(key) || slots.set(key, index + 1))
  const ofAccounts = <T>(pick: (account: Account) => T) => accounts.map(pick)
  const ofTransfers = <T>(pick: (transfer: Transfer) => T) => transfers.map(pick)

  return sql<PostedRow>`select transfer_id, outcome from ledger_post(${tx.merchantId}::uuid, ${tx.now}::timestamptz,
    ${ofAccounts(() => tx.newId())}::uuid[], ${ofAccounts(({ code }) => code)}::text[],
    ${ofAccounts(({ unit }) => unit)}::text[], ${ofAccounts(({ normal }) => normal)}::text[],
    ${ofAccounts(({ floor }) => floor)}::bigint[], ${ofAccounts(({ ceiling }) => ceiling ?? null)}::bigint[],
    ${ofTransfers(() => tx.newId())}::uuid[], ${ofTransfers(({ key }) => key)}::text[],
    ${ofTransfers(({ key }) => slots.get(key)!)}::integer[], ${ofTransfers(hashOf)}::bytea[],
    ${ofTransfers(({ kind }) => kind)}::text[], ${ofTransfers(({ subjectKind }) => subjectKind)}::text[],
    ${ofTransfers(({ subjectId }) => subjectId)}::text[],
    ${ofTransfers(({ debit }) => placeOf.get(debit.code)!)}::integer[],
    ${ofTransfers(({ credit }) => placeOf.get(credit.code)!)}::integer[],
    ${ofTransfers(({ amount }) => amount)}::bigint[],
    ${ofTransfers(({ debitMinimum }) => debitMinimum ?? null)}::bigint[],
    ${ofTransfers(({ undoes }) => undoes ?? null)}::text[],
    ${ofTransfers(({ linked }) => linked ?? false)}::boolean[])`
}

/** Sorted by code, so that two batches that open the same accounts wait for each other in one order. */
function distinctAccounts(transfers: readonly Transfer[]): Account[] {
  const byCode = new Map<string, Account>()
  for (const account of transfers.flatMap(({ debit, credit }) => [debit, credit])) {
    const seen = byCode.get(account.code)
    if (seen) assert(isSame(seen, account), `two descriptions of the account ${account.code}`)
    if (!seen || account.ceiling != null) byCode.set(account.code, account)
  }
  return [...byCode.values()].sort((one, other) => (one.code < other.code ? -1 : 1))
}

function isSame(one: Account, other: Account): boolean {
  return one.unit === other.unit && one.normal === other.normal && one.floor === other.floor
}

/** What makes a transfer the same as one posted earlier under its key; conditions are not part of it. */
function hashOf(transfer: Transfer): Buffer {
  const { debit, credit, amount, kind, subjectKind, subjectId, undoes } = transfer
  return contentHash([
    debit.code,
    credit.code,
    debit.unit,
    amount,
    kind,
    subjectKind,
    subjectId,
    undoes ?? null,
  ])
}
