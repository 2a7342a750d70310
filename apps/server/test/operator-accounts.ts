import { addOperatorAccount } from '../src/flows/money/save-operator-account.ts'
import { grantOperatorAccount } from '../src/flows/money/grant-operator-account.ts'
import { foundOperator } from '../src/flows/merchants/found-operator.ts'
import type { Db } from '../src/kernel/db.ts'
import type { Vault } from '../src/kernel/secrets.ts'
import type { ChannelKeys } from '../src/modules/channel-account/index.ts'

/** By the database itself: worlds with clocks of their own share one. */
const operators = new WeakMap<Db['app'], Promise<string>>()

/** The operator's own merchant id in this database. */
export function operatorOf(db: Db): Promise<string> {
  const known = operators.get(db.app) ?? foundOperator(db)
  operators.set(db.app, known)
  return known
}

type Tools = { db: Db; vault: Vault }
const by = (db: Db) => ({ key: db.newId(), actor: { kind: 'operator' as const, id: 'test' } })

export async function operatorAccount(
  { db, vault }: Tools,
  { name = '平台代收', keys }: { name?: string; keys: ChannelKeys },
): Promise<string> {
  const operatorId = await operatorOf(db)
  const made = await addOperatorAccount({ db, vault }, { ...by(db), operatorId, name, keys })
  return made.operatorAccountId
}

/** The merchant's row for it. */
export async function grant(
  { db }: Pick<Tools, 'db'>,
  asked: { operatorAccountId: string; merchantId: string; granted?: boolean },
): Promise<string> {
  const operatorId = await operatorOf(db)
  const { channelAccountId } = await grantOperatorAccount(db, {
    ...by(db),
    operatorId,
    granted: true,
    ...asked,
  })
  return channelAccountId!
}

/** An account of the operator's that this merchant may use. */
export async function grantedAccount(
  tools: Tools,
  { merchantId, ...account }: { merchantId: string; name?: string; keys: ChannelKeys },
): Promise<string> {
  return grant(tools, { merchantId, operatorAccountId: await operatorAccount(tools, account) })
}
