import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { compactId } from '../../kernel/ids.ts'
import { fen } from '../../kernel/money.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { post } from '../../ledger/index.ts'
import { merchantAvailable } from '../../modules/chart/index.ts'
import type { Provider } from '../../modules/channel-account/index.ts'
import { findMerchant } from '../../modules/merchant/index.ts'
import {
  checkPayeeName,
  insertBatch,
  insertPayout,
  payoutNotAvailable,
  payoutNotPayable,
  payoutPayeeTwice,
  reserved,
} from '../../modules/payout/index.ts'
import type { Payout } from '../../modules/payout/index.ts'
import { choosePayee, payoutWays } from './parts/choose-payee.ts'

export type PayoutItem = { staffId: string; amountFen: number; payeeName?: string | undefined }

export type RequestPayouts = {
  merchantId: string
  key: string
  actor: Actor
  provider: Provider
  scene: Payout['scene']
  remark: string
  items: readonly PayoutItem[]
}

export type RequestedPayouts = { batchId: string | null; payoutIds: string[] }

/**
 * The money is set aside from this moment on, so two requests can't promise the same; it is sent when another person
 * has approved. Several at once are a batch: all are reserved, or none.
 */
export async function requestPayouts(
  { db, vault }: { db: Db; vault: Vault },
  input: RequestPayouts,
): Promise<RequestedPayouts> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'request-payouts', input, async () => {
      const { actor, remark, items } = input
      if (new Set(items.map(({ staffId }) => staffId)).size < items.length) throw payoutPayeeTwice()
      const batchId = items.length > 1 ? tx.newId() : null
      if (batchId) await insertBatch(tx, { id: batchId, remark, requestedBy: actor.id })

      const payouts = await insertEach(tx, vault, input, batchId)
      await reserveAll(tx, payouts)
      const totalFen = payouts.reduce((sum, { amountFen }) => sum + amountFen, 0n)
      await audit(tx, {
        actor,
        action: 'payout.requested',
        subjectKind: batchId ? 'payout-batch' : 'payout',
        subjectId: batchId ?? payouts[0]!.id,
        after: { payouts: payouts.length, totalFen, provider: input.provider, remark },
      })
      return { batchId, payoutIds: payouts.map(({ id }) => id) }
    }),
  )
}

type Made = Pick<Payout, 'id' | 'staffId' | 'custody' | 'amountFen' | 'channelAccountId'>

async function insertEach(
  tx: Tx,
  vault: Vault,
  { actor, provider, scene, remark, items }: RequestPayouts,
  batchId: string | null,
): Promise<Made[]> {
  const ways = await payoutWays(tx, vault, provider)
  const merchant = await findMerchant(tx, tx.merchantId)
  const made: Made[] = []
  for (const { staffId, amountFen, payeeName } of items) {
    const amount = fen(amountFen)
    checkPayeeName({ provider, amountFen: amount, payeeName })
    const { account, appId, personId, payeeSealed } = await choosePayee(tx, vault, { staffId, ways })
    const id = tx.newId()
    const payout = {
      id,
      batchId,
      staffId,
      personId,
      provider,
      channelAccountId: account.id,
      custody: account.custody,
      appId,
      payeeSealed,
      payeeNameSealed: payeeName === undefined ? null : vault.seal(payeeName, `payout:${id}`),
      outBillNo: merchant!.code + compactId(id),
      amountFen: amount,
      scene,
      remark,
      requestedBy: actor.id,
    }
    await insertPayout(tx, payout, actor)
    made.push(payout)
  }
  return made
}

async function reserveAll(tx: Tx, payouts: readonly Made[]): Promise<void> {
  const transfers = payouts.flatMap((payout) => reserved(payout))
  const posted = await post(tx, transfers)
  const index = posted.findIndex(({ outcome }) => outcome !== 'posted')
  const refused = transfers[index]
  if (!refused) return
  const { debit, subjectId } = refused
  if (debit.code === merchantAvailable().code) throw payoutNotAvailable()
  throw payoutNotPayable({ staffId: payouts.find(({ id }) => id === subjectId)?.staffId })
}
