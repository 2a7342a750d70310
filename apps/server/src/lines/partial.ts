import assert from 'node:assert/strict'
import type { Tx } from '../kernel/db.ts'
import type { Actor } from '../kernel/idempotency.ts'
import { allocate, fen } from '../kernel/money.ts'
import { lockAccounts, postAll, transfersOf } from '../ledger/index.ts'
import type { Account, Transfer } from '../ledger/index.ts'
import { lockCards, paidWithCard } from '../modules/card/index.ts'
import { linesOf } from '../modules/order/index.ts'
import type { OrderLine, SaleOrder } from '../modules/order/index.ts'
import { refundLineWrong, refundNothing } from '../modules/refund/index.ts'
import type { Taking } from '../modules/refund/index.ts'
import { kindOf } from './index.ts'
import { inLockOrder } from './kind.ts'
import type { WantedBack } from './kind.ts'
import { linesAgain, reverseLine } from './reversal.ts'
import { accountOf } from './undo-transfers.ts'

/**
 * What giving a part of an order back would take, line by line. Refuses what was used, what earlier refunds took, and
 * what was never sold. The order's row is locked; the cards are from here on.
 */
export async function planPart(
  tx: Tx,
  order: SaleOrder,
  { wanted, earlier }: { wanted: readonly WantedBack[]; earlier: readonly Taking[] },
): Promise<Taking[]> {
  const lines = new Map((await linesOf(tx, order.id)).map((line) => [line.id, line]))
  if (new Set(wanted.map(({ lineId }) => lineId)).size < wanted.length) throw refundLineWrong()
  const chosen = wanted.map((one) => {
    const line = lines.get(one.lineId)
    if (!line) throw refundLineWrong({ lineId: one.lineId })
    return { one, line }
  })
  await lockCards(
    tx,
    chosen.flatMap(({ line }) => line.cardId ?? []),
  )
  const takings: Taking[] = []
  for (const { one, line } of chosen) {
    const before = earlier.filter(({ lineId }) => lineId === line.id)
    takings.push(...(await kindOf(line).plan(tx, { order, line, wanted: one, earlier: before })))
  }
  if (takings.reduce((sum, { amountFen }) => sum + amountFen, 0n) === 0n) throw refundNothing()
  return order.tender === 'card' ? withGiftedValue(tx, order, { takings, earlier }) : takings
}

/**
 * Of an order paid with a card, each part holds as much gifted value as the whole did. Counted over all parts together,
 * so that they add up to what was paid and what was given.
 */
async function withGiftedValue(
  tx: Tx,
  order: SaleOrder,
  { takings, earlier }: { takings: readonly Taking[]; earlier: readonly Taking[] },
): Promise<Taking[]> {
  const { principalFen } = await paidWithCard(tx, order.id)
  const sum = (list: readonly Taking[], pick: (one: Taking) => bigint) =>
    list.reduce((total, one) => total + pick(one), 0n)
  const amount = sum(takings, (one) => one.amountFen)
  const given = sum(earlier, (one) => one.amountFen - one.bonusFen)
  const inAll = (principalFen * (sum(earlier, (one) => one.amountFen) + amount)) / order.paidFen
  const shares = allocate(
    fen(inAll - given),
    takings.map((one) => one.amountFen),
  )
  return takings.map((one, place) => ({ ...one, bonusFen: fen(one.amountFen - shares[place]!) }))
}

export type Part = { refundId: string; takings: readonly Taking[]; reserve: Account; actor: Actor }

/** Takes back what was planned under the same locks, and moves its money into the reserve of the refund. */
export async function takePart(
  tx: Tx,
  order: SaleOrder,
  { refundId, takings, reserve, actor }: Part,
  later: readonly Account[] = [],
): Promise<void> {
  const back: Transfer[] = []
  for (const [line, own] of await byLine(tx, order, takings)) {
    const reversal = { order, line, actor }
    if (isWhole(own)) {
      await kindOf(line).reverse(tx, reversal)
      back.push(...(await reverseLine(tx, order, line, reserve)))
    } else {
      const keyPrefix = `${partPrefix(refundId)}${line.id}`
      back.push(...(await kindOf(line).take(tx, { ...reversal, takings: own, reserve, keyPrefix })))
    }
  }
  const moved = back.filter(({ amount }) => amount > 0n)
  await lockAccounts(tx, [...moved.flatMap(({ debit, credit }) => [debit, credit]), ...later])
  await postAll(tx, moved)
}

/** The refund has reached the buyer: a card that was on its way back is returned. */
export async function confirmTaken(
  tx: Tx,
  order: SaleOrder,
  { takings, actor }: Pick<Part, 'takings' | 'actor'>,
): Promise<void> {
  for (const [line, own] of await byLine(tx, order, takings))
    if (isWhole(own)) await kindOf(line).confirmReverse(tx, { order, line, actor })
}

/** The refund was given up: its money goes back to where it was, and so does what was taken back. */
export async function undoTaken(
  tx: Tx,
  order: SaleOrder,
  { refundId, takings, reserve, actor }: Part,
): Promise<void> {
  for (const [line, own] of await byLine(tx, order, takings)) {
    const reversal = { order, line, actor }
    if (isWhole(own)) await kindOf(line).undoReverse(tx, reversal)
    else await kindOf(line).giveAgain(tx, { ...reversal, takings: own })
  }
  const parts = await partsAgain(tx, order.id, refundId)
  await postAll(tx, [...parts, ...(await linesAgain(tx, order.id, reserve))])
}

const isWhole = (takings: readonly Taking[]): boolean => takings.some(({ kind }) => kind === 'whole')

const partPrefix = (refundId: string): string => `refund:${refundId}:line:`

async function partsAgain(tx: Tx, orderId: string, refundId: string): Promise<Transfer[]> {
  const all = await transfersOf(tx, { subjectKind: 'order', subjectId: orderId })
  const again: Transfer[] = []
  for (const transfer of all.filter(({ key }) => key.startsWith(partPrefix(refundId)))) {
    assert(transfer.undoes === null && !transfer.key.endsWith(':undone'), 'a refund is given up once')
    again.push({
      key: `${transfer.key}:undone`,
      undoes: transfer.key,
      debit: await accountOf(tx, transfer.creditCode),
      credit: await accountOf(tx, transfer.debitCode),
      amount: transfer.amount,
      kind: 'refund.restored',
      subjectKind: 'order',
      subjectId: orderId,
    })
  }
  return again
}

/** With the cards of the lines locked, in the order in which stock is. */
async function byLine(
  tx: Tx,
  order: SaleOrder,
  takings: readonly Taking[],
): Promise<[OrderLine, Taking[]][]> {
  const own = Map.groupBy(takings, ({ lineId }) => lineId)
  const lines = (await linesOf(tx, order.id)).filter(({ id }) => own.has(id))
  await lockCards(
    tx,
    lines.flatMap(({ cardId }) => cardId ?? []),
  )
  return inLockOrder(lines).map((line) => [line, own.get(line.id)!])
}
