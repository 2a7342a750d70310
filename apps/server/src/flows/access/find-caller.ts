import { inGlobal, inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import type { Audience } from '@sesame/contract/route'
import type {
  Caller,
  CustomerCaller,
  KnownBy,
  StaffCaller,
  StaffPlatform,
} from '../../modules/access/index.ts'
import { widest } from '../../modules/access/index.ts'
import { findSession } from '../../modules/session/index.ts'
import type { LivingSession } from '../../modules/session/index.ts'
import { findPowers } from '../../modules/staff/index.ts'

/**
 * Who a token belongs to, with the permissions they hold at this moment: a role that was changed, or a person
 * who left, counts from the next request on. Undefined: no such session, or no longer.
 */
export async function findCaller(db: Db, audience: Audience, token: string): Promise<Caller | undefined> {
  const session = await inGlobal(db, (tx) => findSession(tx, audience, token))
  if (!session) return undefined
  if (audience === 'customer') return customerOf(session)
  return session.merchantState === 'active' ? staffOf(db, audience, session) : undefined
}

function customerOf(session: LivingSession): CustomerCaller {
  return {
    kind: 'customer',
    sessionId: session.id,
    personId: session.personId!,
    knownBy: session.knownBy as KnownBy[],
  }
}

async function staffOf(
  db: Db,
  platform: StaffPlatform,
  session: LivingSession,
): Promise<StaffCaller | undefined> {
  const merchantId = session.merchantId!
  const staff = await inMerchant(db, merchantId, (tx) => findPowers(tx, session.staffId!, platform))
  if (!staff || staff.roles.length === 0) return undefined
  return {
    kind: platform === 'merchant' ? 'staff' : 'operator',
    platform,
    sessionId: session.id,
    loginId: session.loginId!,
    staffId: session.staffId!,
    merchantId,
    storeId: staff.storeId,
    name: staff.name,
    scope: widest(staff.roles.map((role) => role.scope)),
    permissions: [...new Set(staff.roles.flatMap((role) => role.permissions))],
    mustChangePassword: session.mustChangePassword,
  }
}
