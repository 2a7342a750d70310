import type { Redemption } from '../api/types'
import { yuanText } from '../shared/figures'

/** '游泳 2 次' or '储值 ¥12.00'. */
export function redemptionText(redemption: Redemption): string {
  const visits = redemption.visits + redemption.giftVisits
  if (visits > 0) return `${redemption.productName ?? ''} ${visits} 次`
  return `储值 ¥${yuanText(redemption.amountFen)}${redemption.note === '' ? '' : ` ${redemption.note}`}`
}
