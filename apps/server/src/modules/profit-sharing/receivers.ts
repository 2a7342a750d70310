import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import { receiverNotFound } from './rules.ts'
import type { Receiver } from './types.ts'

const columns = sql`id, channel_account_id as "channelAccountId", account, name, basis_points as "basisPoints"`

/** Those of an account in the order in which they came; taken before they change, so that parts add up. */
export async function lockReceivers(tx: Tx, channelAccountId: string): Promise<Receiver[]> {
  await tx.query(
    sql`select pg_advisory_xact_lock(hashtextextended('sharing ' || ${tx.merchantId} || ${channelAccountId}, 0))`,
  )
  return receiversOf(tx, channelAccountId)
}

async function receiversOf(tx: Tx, channelAccountId: string): Promise<Receiver[]> {
  return tx.query(sql<Receiver>`
    select ${columns} from sharing_receiver
    where merchant_id = ${tx.merchantId} and channel_account_id = ${channelAccountId} and removed_at is null
    order by created_at, id`)
}

/** Also one that was removed: what it got before stays its own. */
export async function getReceiverEver(tx: Tx, id: string): Promise<Receiver> {
  const receiver = await tx.one(sql<Receiver>`
    select ${columns} from sharing_receiver where merchant_id = ${tx.merchantId} and id = ${id}`)
  if (!receiver) throw receiverNotFound({ receiverId: id })
  return receiver
}

export async function getReceiver(tx: Tx, id: string): Promise<Receiver> {
  const receiver = await tx.one(sql<Receiver>`
    select ${columns} from sharing_receiver
    where merchant_id = ${tx.merchantId} and id = ${id} and removed_at is null`)
  if (!receiver) throw receiverNotFound({ receiverId: id })
  return receiver
}

export async function insertReceiver(tx: Tx, receiver: Receiver): Promise<void> {
  await tx.query(sql`
    insert into sharing_receiver (merchant_id, id, channel_account_id, account, name, basis_points, created_at)
    values (${tx.merchantId}, ${receiver.id}, ${receiver.channelAccountId}, ${receiver.account}, ${receiver.name},
      ${receiver.basisPoints}, ${tx.now})`)
}

export async function markReceiverRemoved(tx: Tx, id: string): Promise<void> {
  await tx.query(sql`
    update sharing_receiver set removed_at = ${tx.now} where merchant_id = ${tx.merchantId} and id = ${id}`)
}

export async function saveRule(tx: Tx, channelAccountId: string, enabled: boolean): Promise<void> {
  await tx.query(sql`
    insert into sharing_rule (merchant_id, channel_account_id, enabled, updated_at)
    values (${tx.merchantId}, ${channelAccountId}, ${enabled}, ${tx.now})
    on conflict (merchant_id, channel_account_id) do update
      set enabled = excluded.enabled, updated_at = excluded.updated_at`)
}

/** Of accounts whose takings are shared: the largest part that one receiver gets, in basis points. */
export async function rulesInForce(
  tx: Tx,
  channelAccountIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await tx.query(sql<{ id: string; basisPoints: number }>`
    select r.channel_account_id as id, max(w.basis_points) as "basisPoints"
    from sharing_rule r
    join sharing_receiver w on w.merchant_id = r.merchant_id and w.channel_account_id = r.channel_account_id
      and w.removed_at is null
    where r.merchant_id = ${tx.merchantId} and r.channel_account_id = any(${[...channelAccountIds]}::uuid[])
      and r.enabled
    group by 1`)
  return new Map(rows.map(({ id, basisPoints }) => [id, basisPoints]))
}

/** Those that get a part of what the account takes now; none while the rule is off. */
export async function receiversInForce(tx: Tx, channelAccountId: string): Promise<Receiver[]> {
  const on = await tx.one(sql`
    select from sharing_rule
    where merchant_id = ${tx.merchantId} and channel_account_id = ${channelAccountId} and enabled`)
  return on ? receiversOf(tx, channelAccountId) : []
}
