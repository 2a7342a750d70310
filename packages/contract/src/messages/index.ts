import { accessMessages } from './access.ts'
import { billMessages } from './bills.ts'
import { cardMessages } from './cards.ts'
import { cashMessages } from './cash.ts'
import { catalogMessages } from './catalog.ts'
import { kernelMessages } from './kernel.ts'
import { ledgerMessages } from './ledger.ts'
import type { Language, Messages } from './messages.ts'
import { onboardingMessages } from './onboarding.ts'
import { orderMessages } from './orders.ts'
import { paymentMessages } from './payments.ts'
import { payoutMessages } from './payouts.ts'
import { settlementMessages } from './settlement.ts'
import { sharingMessages } from './sharing.ts'

const all: Messages = {
  ...kernelMessages,
  ...ledgerMessages,
  ...accessMessages,
  ...catalogMessages,
  ...onboardingMessages,
  ...orderMessages,
  ...paymentMessages,
  ...payoutMessages,
  ...settlementMessages,
  ...sharingMessages,
  ...cardMessages,
  ...cashMessages,
  ...billMessages,
}

/** What a person reads for a refusal's code; an unknown code reads as itself so that nothing is hidden. */
export function messageOf(code: string, language: Language): string {
  return all[code]?.[language] ?? code
}

export const messageCodes = (): string[] => Object.keys(all)
