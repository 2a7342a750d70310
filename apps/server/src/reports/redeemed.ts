import { batched } from '../kernel/batch.ts'
import type { Db } from '../kernel/db.ts'
import { verdictOf } from '../kernel/refusals.ts'
import type { Sight } from '../modules/access/index.ts'
import { cardNotFound } from '../modules/card/index.ts'
import { redemptionNotFound } from '../modules/redemption/index.ts'
import { listCardViews } from './card-detail.ts'
import type { CardView } from './card-detail.ts'
import { findRedemptionViews } from './cards.ts'
import type { RedemptionRow } from './cards.ts'

type Asked = { merchantId: string; sight: Sight; redemptionId: string; cardId: string }
type Redeemed = { redemption: RedemptionRow; card: CardView }

/** What the counter sees after a redemption; whoever redeems at the same time is answered by the same statements. */
export const viewRedeemed = batched<{ db: Db }, Asked, Redeemed>(async (tx, asked) => {
  const cards = await listCardViews(tx, [...new Set(asked.map(({ cardId }) => cardId))])
  const redemptions = new Map<Asked, RedemptionRow | undefined>()
  for (const those of Map.groupBy(asked, ({ sight }) => nameOf(sight)).values()) {
    const ids = those.map(({ redemptionId }) => redemptionId)
    const found = await findRedemptionViews(tx, those[0]!.sight, [...new Set(ids)])
    for (const one of those) redemptions.set(one, found.get(one.redemptionId))
  }
  return asked.map((one) =>
    verdictOf(() => {
      const [redemption, card] = [redemptions.get(one), cards.get(one.cardId)]
      if (!redemption) throw redemptionNotFound({ redemptionId: one.redemptionId })
      if (!card) throw cardNotFound({ cardId: one.cardId })
      return { redemption, card }
    }),
  )
})

/** Those who see all of a merchant see the same. */
function nameOf({ scope, storeId, staffId }: Sight): string {
  return scope === 'merchant' || scope === 'all' ? 'all' : `${scope} ${storeId} ${staffId}`
}
