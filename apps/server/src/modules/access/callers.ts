import type { Actor } from '../../kernel/idempotency.ts'
import type { MerchantId } from '../../kernel/ids.ts'

export type Scope = 'all' | 'merchant' | 'store' | 'own'
export type StaffPlatform = 'merchant' | 'operator' | 'permission'

export type StaffCaller = {
  kind: 'staff' | 'operator'
  platform: StaffPlatform
  sessionId: string
  loginId: string
  staffId: string
  merchantId: MerchantId
  /** The store that this person works in; null: none in particular. */
  storeId: string | null
  name: string
  scope: Scope
  permissions: readonly string[]
  /** Their merchant has signed up and is not approved yet. */
  isApplying: boolean
  mustChangePassword: boolean
  /** A role of theirs asks for a second factor and they have none yet. */
  mustSetUpSecondFactor: boolean
  /** When this session last proved its password again. */
  confirmedAt: Date | null
}

/** How this session came in, and so how it may pay inside an app. */
export type KnownBy = 'mobile' | 'wechat-mini-program' | 'wechat-official-account' | 'alipay-app'

export type CustomerCaller = {
  kind: 'customer'
  sessionId: string
  personId: string
  knownBy: readonly KnownBy[]
}

export type Caller = StaffCaller | CustomerCaller

/** Who did it, for idempotency keys, events and the audit log. A customer acts as the person they are. */
export function actorOf(caller: Caller): Actor {
  return caller.kind === 'customer'
    ? { kind: 'customer', id: caller.personId }
    : { kind: caller.kind, id: caller.staffId }
}
