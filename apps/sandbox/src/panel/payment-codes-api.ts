import { codeProviders, issueCode } from '../payment-codes.ts'
import type { World } from '../world.ts'
import { personOf } from './accounts-api.ts'
import { oneOf, optionalFlag } from './asked.ts'
import type { Asked } from './asked.ts'

/** A fresh code of a customer, as the phone shows it. */
export function postPaymentCode(world: World, asked: Asked): unknown {
  const { code, issuedAt } = issueCode(world, {
    provider: oneOf(asked, 'provider', codeProviders),
    person: personOf(world, asked),
    manner: {
      needsPassword: optionalFlag(asked, 'needsPassword') ?? false,
      refuses: optionalFlag(asked, 'refuses') ?? false,
    },
  })
  return { code, issuedAt }
}
