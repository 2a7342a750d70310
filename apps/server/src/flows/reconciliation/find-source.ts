import { inGlobal, inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import {
  channelAccountNotFound,
  findChannelAccount,
  getOperatorAccount,
  listGrants,
} from '../../modules/channel-account/index.ts'
import { findMerchant, findOperator } from '../../modules/merchant/index.ts'
import type { BillPart, BillSource } from './parts/source.ts'

export type { BillPart, BillSource }

type Of = { merchantId: string; channelAccountId: string }

/**
 * A merchant's own number has a bill of its own. One of the operator's is shared: asked for by the operator it is split
 * among all who use it, asked for by one of them only that one's lines are looked at.
 */
export async function findSource(db: Db, of: Of): Promise<BillSource> {
  const own = await inMerchant(db, of.merchantId, async (tx) => {
    const account = await findChannelAccount(tx, of.channelAccountId)
    return account && { account, code: (await findMerchant(tx, of.merchantId))!.code }
  })
  if (!own) return ofOperator(db, of)
  const { account, code } = own
  const part = { ...of, custody: account.custody, code }
  return { account, parts: [part], othersTo: account.custody === 'own' ? 0 : undefined }
}

async function ofOperator(db: Db, { merchantId, channelAccountId }: Of): Promise<BillSource> {
  return inGlobal(db, async (tx) => {
    const operator = await findOperator(tx)
    if (operator?.id !== merchantId) throw channelAccountNotFound()
    const account = await getOperatorAccount(tx, channelAccountId)
    const grants = await listGrants(tx, channelAccountId)
    const parts = grants.map((grant): BillPart => ({ ...grant, custody: 'operator' }))
    const rest: BillPart = { merchantId, channelAccountId, custody: 'operator', code: operator.code }
    return { account, parts: [...parts, rest], othersTo: parts.length }
  })
}
