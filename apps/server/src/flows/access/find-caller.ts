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
import { findLogin } from '../../modules/login/index.ts'
import { findMerchant } from '../../modules/merchant/index.ts'
import { findSession } from '../../modules/session/index.ts'
import type { Session } from '../../modules/session/index.ts'
import { findStaff, rolesOfStaff } from '../../modules/staff/index.ts'

/**
 * Who a token belongs to, with the permissions they hold at this moment: a role that was changed, or a person
 * who left, counts from the next request on. Undefined: no such session, or no longer.
 */
export async function findCaller(db: Db, audience: Audience, token: string): Promise<Caller | undefined> {
  const found = await inGlobal(db, async (tx) => {
    const session = await findSession(tx, audience, token)
    if (!session) return undefined
    const login = session.loginId === null ? undefined : await findLogin(tx, session.loginId)
    const merchant = session.merchantId === null ? undefined : await findMerchant(tx, session.merchantId)
    return { session, mustChange: login?.mustChange ?? false, merchant }
  })
  if (!found) return undefined
  if (audience === 'customer') return customerOf(found.session)
  if (found.merchant?.state !== 'active') return undefined
  return staffOf(db, audience, found)
}

function customerOf(session: Session): CustomerCaller {
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
  { session, mustChange }: { session: Session; mustChange: boolean },
): Promise<StaffCaller | undefined> {
  const merchantId = session.merchantId!
  return inMerchant(db, merchantId, async (tx) => {
    const staff = await findStaff(tx, session.staffId!)
    if (!staff || staff.state !== 'active') return undefined
    const roles = (await rolesOfStaff(tx, staff.id)).filter((role) => role.platform === platform)
    if (roles.length === 0) return undefined
    return {
      kind: platform === 'merchant' ? 'staff' : 'operator',
      platform,
      sessionId: session.id,
      loginId: session.loginId!,
      staffId: staff.id,
      merchantId,
      storeId: staff.storeId,
      name: staff.name,
      scope: widest(roles.map((role) => role.scope)),
      permissions: [...new Set(roles.flatMap((role) => role.permissions))],
      mustChangePassword: mustChange,
    }
  })
}
