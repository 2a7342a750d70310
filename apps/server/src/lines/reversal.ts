import type { Tx } from '../kernel/db.ts'
import type { Actor } from '../kernel/idempotency.ts'
import { fen } from '../kernel/money.ts'
import type { Fen } from '../kernel/money.ts'
import { balancesOf, lockAccounts, postAll, transfersOf } from '../ledger/index.ts'
import type { Account, StoredTransfer, Transfer } from '../ledger/index.ts'
import { findPayingCard, lockCards } from '../modules/card/index.ts'
import { orderUnapplied } from '../modules/chart/index.ts'
import { linesOf } from '../modules/order/index.ts'
import type { OrderLine, SaleOrder } from '../modules/order/index.ts'
import { kindOf } from './index.ts'
import { inLockOrder, lineKey } from './kind.ts'
import { accountOf } from './undo-transfers.ts'

/**
 * Takes back all that an order delivered and moves its money into the reserve of a refund; refuses when
 * something of it was used. Marks no state of the order. Answers the money moved, which is less than what was
 * paid where gifted value of a card paid a part. The order's row is locked. `later` are the accounts that the
 * caller posts to in the same transaction.
 */
export async function reverseOrder(
  tx: Tx,
  order: SaleOrder,
  reserve: Account,
  actor: Actor,
  later: readonly Account[] = [],
): Promise<Fen> {
  const lines = await linesOf(tx, order.id)
  await lockHolders(tx, order, lines)
  for (const line of inLockOrder(lines)) await kindOf(line).reverse(tx, { order, line, actor })

  const unapplied = orderUnapplied(order.id)
  const effective = (await transfersInEffect(tx, order.id)).filter(({ key }) => ofLines(lines, key))
  const back = await inTurn(effective, (transfer) => reversed(tx, transfer, unapplied, reserve))
  const rest = (await balancesOf(tx, [unapplied])).get(unapplied.code) ?? 0n
  if (rest > 0n) back.push(restOf(order.id, rest, reserve))
  await lockAccounts(tx, [...back.flatMap(({ debit, credit }) => [debit, credit]), ...later])
  await postAll(tx, back)
  return fen(
    back.filter(({ credit }) => credit.code === reserve.code).reduce((sum, one) => sum + one.amount, 0n),
  )
}

/** The money side of one line that goes back whole, in an order of which something else stays. */
export async function reverseLine(
  tx: Tx,
  order: SaleOrder,
  line: OrderLine,
  reserve: Account,
): Promise<Transfer[]> {
  const unapplied = orderUnapplied(order.id)
  const effective = (await transfersInEffect(tx, order.id)).filter(({ key }) => ofLines([line], key))
  return inTurn(effective, (transfer) => reversed(tx, transfer, unapplied, reserve))
}

/** What puts back where it was all that reversals of whole lines moved into a refund's reserve. */
export async function linesAgain(tx: Tx, orderId: string, reserve: Account): Promise<Transfer[]> {
  const suffix = reversedSuffix(reserve)
  const effective = (await transfersInEffect(tx, orderId)).filter(({ key }) => key.endsWith(suffix))
  return inTurn(effective, (transfer) => restored(tx, transfer, suffix))
}

const reversedSuffix = (reserve: Account): string => `:reversed:${reserve.code}`

async function lockHolders(tx: Tx, order: SaleOrder, lines: readonly OrderLine[]): Promise<void> {
  const payer = order.tender === 'card' ? await findPayingCard(tx, order.id) : undefined
  await lockCards(tx, [...lines.flatMap(({ cardId }) => cardId ?? []), ...(payer ? [payer] : [])])
}

/** The order's transfers that nothing has taken back. */
async function transfersInEffect(tx: Tx, orderId: string): Promise<StoredTransfer[]> {
  const all = await transfersOf(tx, { subjectKind: 'order', subjectId: orderId })
  const undone = new Set(all.map(({ undoes }) => undoes))
  return all.filter(({ id }) => !undone.has(id))
}

function ofLines(lines: readonly OrderLine[], key: string): boolean {
  return lines.some((line) => key.startsWith(`${lineKey(line.id)}:`)) && !key.includes(':reversed:')
}

/** The other way; what had come from the order's money goes to the refund instead. */
async function reversed(
  tx: Tx,
  transfer: StoredTransfer,
  unapplied: Account,
  reserve: Account,
): Promise<Transfer> {
  // Restored after a refund that failed, it came from that refund's reserve.
  const fromMoney = transfer.debitCode === unapplied.code || transfer.debitCode.startsWith('refund:')
  return {
    key: `${transfer.key.replace(/:again:.*$/, '')}${reversedSuffix(reserve)}`,
    undoes: transfer.key,
    debit: await accountOf(tx, transfer.creditCode),
    credit: fromMoney ? reserve : await accountOf(tx, transfer.debitCode),
    amount: transfer.amount,
    kind: fromMoney ? 'refund.reserved' : 'refund.taken_back',
    subjectKind: transfer.subjectKind,
    subjectId: transfer.subjectId,
  }
}

function restOf(orderId: string, amount: bigint, reserve: Account): Transfer {
  return {
    key: `order:${orderId}:unapplied${reversedSuffix(reserve)}`,
    debit: orderUnapplied(orderId),
    credit: reserve,
    amount,
    kind: 'refund.reserved',
    subjectKind: 'order',
    subjectId: orderId,
  }
}

async function restored(tx: Tx, transfer: StoredTransfer, suffix: string): Promise<Transfer> {
  return {
    key: `${transfer.key.slice(0, -suffix.length)}:again:${suffix.slice(':reversed:'.length)}`,
    undoes: transfer.key,
    debit: await accountOf(tx, transfer.creditCode),
    credit: await accountOf(tx, transfer.debitCode),
    amount: transfer.amount,
    kind: 'refund.restored',
    subjectKind: transfer.subjectKind,
    subjectId: transfer.subjectId,
  }
}

/** One after another: a transaction has one connection. */
async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (const item of items) results.push(await work(item))
  return results
}
