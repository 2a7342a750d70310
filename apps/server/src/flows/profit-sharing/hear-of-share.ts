import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { enqueueShare } from '../../jobs/sharing-jobs.ts'
import { insertNotice, markNotice } from '../../modules/notice/index.ts'
import { findShareNumbered } from '../../modules/profit-sharing/index.ts'

type HeardOfShare = {
  merchantId: string
  outOrderNo: string
  notice: { channelAccountId: string; noticeKey: string; eventType: string }
}

/**
 * Who received a share, or gave it back, is told of it, and not who shared. So it is kept, and books nothing: only
 * where the share is this merchant's own is the channel asked about the whole of it.
 */
export async function hearOfShare(
  db: Db,
  { merchantId, outOrderNo, notice: { eventType, ...notice } }: HeardOfShare,
): Promise<'repeated' | 'ignored'> {
  return inMerchant(db, merchantId, async (tx) => {
    const row = { ...notice, kind: 'sharing' as const, ownNumber: outOrderNo, detail: { eventType } }
    if (!(await insertNotice(tx, row))) return 'repeated'
    const share = await findShareNumbered(tx, outOrderNo)
    if (share?.state === 'sharing') await enqueueShare(tx, { merchantId, shareId: share.id })
    await markNotice(tx, notice, 'ignored')
    return 'ignored'
  })
}
