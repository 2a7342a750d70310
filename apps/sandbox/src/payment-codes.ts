import { digits } from './identifiers.ts'
import type { Person } from './people.ts'
import type { World } from './world.ts'

export const codeProviders = ['wechat-pay', 'alipay'] as const
export type CodeProvider = (typeof codeProviders)[number]

/** What the phone does when a code is used. */
export type CodeManner = {
  /** The customer is asked for the password: the merchant has to wait and ask. */
  needsPassword: boolean
  /** There is not enough money. */
  refuses: boolean
}

/** What a customer shows at the counter. Good once, and not for long. */
export type PaymentCode = {
  code: string
  provider: CodeProvider
  personId: string
  issuedAt: string
  /** The payment that used it up. */
  usedFor?: string
} & CodeManner

const lifeMs = 2 * 60_000
const shownMs = 60_000

const codesIn = (world: World) => world.store.collection<PaymentCode>('payment-code')
const ownerOf = (provider: CodeProvider, person: Person): string => `${provider}:${person.id}`

export const kindlyManner: CodeManner = { needsPassword: false, refuses: false }

export function issueCode(
  world: World,
  about: { provider: CodeProvider; person: Person; manner: CodeManner },
): PaymentCode {
  const { provider, person, manner } = about
  const start = provider === 'wechat-pay' ? 10 + (Number(digits(1)) % 6) : 25 + (Number(digits(1)) % 6)
  const code: PaymentCode = {
    code: `${start}${digits(16)}`,
    provider,
    personId: person.id,
    issuedAt: world.clock.now().toISOString(),
    ...manner,
  }
  codesIn(world).save(code.code, code, ownerOf(provider, person))
  return code
}

/** The code on the phone's screen: a new one each minute, and after each use. */
export function shownCode(world: World, provider: CodeProvider, person: Person): PaymentCode {
  const latest = codesIn(world).ofOwner(ownerOf(provider, person)).at(-1)
  const isFresh =
    latest !== undefined &&
    latest.usedFor === undefined &&
    world.clock.now().getTime() - Date.parse(latest.issuedAt) < shownMs
  if (isFresh) return latest
  const manner = latest ?? kindlyManner
  return issueCode(world, {
    provider,
    person,
    manner: { needsPassword: manner.needsPassword, refuses: manner.refuses },
  })
}

/** What the code stands for; a word for why not. */
export function readCode(
  world: World,
  provider: CodeProvider,
  code: string,
): { code: PaymentCode; person: Person } | 'unknown' | 'expired' | 'used' {
  const found = codesIn(world).find(code)
  const person = found === undefined ? undefined : world.people.find(found.personId)
  if (found?.provider !== provider || person === undefined) return 'unknown'
  if (found.usedFor !== undefined) return 'used'
  if (world.clock.now().getTime() - Date.parse(found.issuedAt) > lifeMs) return 'expired'
  return { code: found, person }
}

export function spendCode(world: World, code: PaymentCode, usedFor: string): void {
  const owner = `${code.provider}:${code.personId}`
  codesIn(world).save(code.code, { ...code, usedFor }, owner)
}
