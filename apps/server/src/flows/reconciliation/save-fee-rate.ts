import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { findFeeRate, saveFeeRate } from '../../modules/reconciliation/index.ts'
import { checkAccount } from './parts/check-account.ts'

export type SetFeeRate = {
  merchantId: string
  key: string
  actor: Actor
  channelAccountId: string
  /** In hundred-thousandths; null: the rate that the bill names counts. */
  rate: number | null
}

/** What was agreed with the channel: from the next bill on, fees are compared with it. */
export async function setFeeRate(db: Db, input: SetFeeRate): Promise<void> {
  const { merchantId, channelAccountId, rate, actor } = input
  await inMerchant(db, merchantId, (tx) =>
    once(tx, 'set-fee-rate', input, async () => {
      await checkAccount(tx, channelAccountId)
      const before = await findFeeRate(tx, channelAccountId)
      await saveFeeRate(tx, channelAccountId, rate)
      const subject = { subjectKind: 'channel_account', subjectId: channelAccountId }
      await audit(tx, {
        actor,
        action: 'bill.fee_rate_set',
        ...subject,
        before: { rate: before ?? null },
        after: { rate },
      })
      return {}
    }),
  )
}
