import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import {
  enableChannelAccount,
  findGranted,
  getOperatorAccount,
  insertChannelAccount,
} from '../../modules/channel-account/index.ts'
import { findMerchant, merchantNotFound } from '../../modules/merchant/index.ts'

export type GrantOperatorAccount = {
  operatorId: string
  key: string
  actor: Actor
  operatorAccountId: string
  merchantId: string
  granted: boolean
}

/**
 * Lets a merchant collect by an account of the operator's, or no more. The merchant gets a row of its own, so that its
 * books and rights are as with any account; earlier payments are told of and refunded after a withdrawal too.
 */
export async function grantOperatorAccount(
  db: Db,
  input: GrantOperatorAccount,
): Promise<{ channelAccountId: string | null }> {
  const { operatorId, merchantId, operatorAccountId, granted, key, actor } = input
  const asked = { key, actor, operatorAccountId, merchantId, granted }
  await inMerchant(db, operatorId, (tx) =>
    once(tx, 'grant-operator-account', asked, async () => {
      const { id } = await getOperatorAccount(tx, operatorAccountId)
      if ((await findMerchant(tx, merchantId))?.kind !== 'merchant') throw merchantNotFound({ merchantId })
      await audit(tx, { ...said(input), subjectKind: 'operator_channel_account', subjectId: id })
      return {}
    }),
  )
  // The merchant's books are another transaction: a repeated command finds the first done and does this one.
  return inMerchant(db, merchantId, (tx) =>
    once(tx, 'grant-operator-account', asked, async () => {
      const channelAccountId = await turn(tx, input)
      if (channelAccountId)
        await audit(tx, { ...said(input), subjectKind: 'channel_account', subjectId: channelAccountId })
      return { channelAccountId }
    }),
  )
}

const said = ({ actor, granted, operatorAccountId, merchantId }: GrantOperatorAccount) => ({
  actor,
  action: granted ? 'collecting.granted' : 'collecting.withdrawn',
  after: { operatorAccountId, merchantId },
})

async function turn(
  tx: Tx,
  { merchantId, operatorAccountId, granted }: GrantOperatorAccount,
): Promise<string | null> {
  const id = tx.newId()
  if (granted && (await insertChannelAccount(tx, { ...(await grantedRow(tx, operatorAccountId)), id })))
    return id
  const existing = await findGranted(tx, { operatorAccountId, merchantId })
  if (existing) await enableChannelAccount(tx, existing, granted)
  return existing ?? null
}

/** The numbers never change once an account is granted, so they may stand here too; the keys are the operator's. */
async function grantedRow(tx: Tx, operatorAccountId: string) {
  const account = await getOperatorAccount(tx, operatorAccountId)
  const { provider, name, merchantNumber, appId, subMerchantNumber, partnerAppId } = account
  return {
    provider,
    name,
    custody: 'operator' as const,
    operatorAccountId,
    merchantNumber,
    appId,
    subMerchantNumber,
    partnerAppId,
    fingerprints: [],
    keysSealed: null,
    enabled: true,
  }
}
