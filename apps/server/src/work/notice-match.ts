import type { Parts } from '../exchanges/parts.ts'
import { matchNotices } from '../flows/payments/match-notices.ts'

/** What stays without a match is looked at again by the sweep, for a day. */
export async function matchNoticesOf(parts: Parts, { merchantId }: { merchantId: string }): Promise<void> {
  const { matched, left } = await matchNotices(parts, merchantId)
  if (matched + left > 0) parts.log.info({ merchantId, matched, left }, 'notices were matched')
}
