import { fen } from '../../../kernel/money.ts'
import type { Fen } from '../../../kernel/money.ts'
import type { Transfer } from '../../../ledger/index.ts'
import {
  afterValue,
  afterVisits,
  notEnoughVisits,
  takeValue,
  takeVisits,
  valueRedeemedTransfers,
  visitsRedeemedTransfers,
} from '../../../modules/card/index.ts'
import type { Holdings } from '../../../modules/card/index.ts'

export type Use =
  | { kind: 'visits'; productId: string; visits: number }
  | { kind: 'value'; amountFen: number; note?: string | undefined }

export type Taken = {
  visits: number
  giftVisits: number
  /** What was used of the card, and what of it the merchant earned. */
  amountFen: Fen
  earnedFen: Fen
  bonusFen: Fen
  /** Visits of this product, or fen of value, that the card still has. */
  left: number
  transfers: Transfer[]
  after: Holdings
}

type Of = { cardId: string; redemptionId: string }

/** Decides what a use takes, on the card as it is; refuses what is not there. */
export function takeUse(of: Of, holdings: Holdings, use: Use): Taken {
  if (use.kind === 'visits') return takeProduct(of, holdings, use)
  const amountFen = fen(use.amountFen)
  const taken = takeValue(holdings.value, amountFen)
  return {
    visits: 0,
    giftVisits: 0,
    amountFen,
    earnedFen: taken.principalFen,
    bonusFen: taken.bonusFen,
    left: Number(holdings.value.principalFen + holdings.value.bonusFen - amountFen),
    transfers: valueRedeemedTransfers(of.cardId, of.redemptionId, taken),
    after: { ...holdings, value: afterValue(holdings.value, taken) },
  }
}

function takeProduct(of: Of, holdings: Holdings, { productId, visits }: Use & { kind: 'visits' }): Taken {
  const holding = holdings.visits.find((one) => one.productId === productId)
  if (!holding) throw notEnoughVisits({ visitsLeft: 0 })
  const taken = takeVisits(holding, visits)
  const after = afterVisits(holding, taken)
  return {
    visits: Number(taken.paid),
    giftVisits: Number(taken.gift),
    amountFen: taken.principalFen,
    earnedFen: taken.principalFen,
    bonusFen: fen(0),
    left: Number(after.paid + after.gift),
    transfers: visitsRedeemedTransfers({ ...of, productId }, taken),
    after: { ...holdings, visits: holdings.visits.map((one) => (one === holding ? after : one)) },
  }
}
