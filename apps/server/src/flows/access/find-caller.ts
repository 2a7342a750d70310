import { batched, keptFor } from '../../kernel/batch.ts'
import { lookUp } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { gather } from '../../kernel/gather.ts'
import type { Audience } from '@sesame/contract/route'
import type {
  Caller,
  CustomerCaller,
  KnownBy,
  StaffCaller,
  StaffPlatform,
} from '../../modules/access/index.ts'
import { widest } from '../../modules/access/index.ts'
import { findSessions } from '../../modules/session/index.ts'
import type { LivingSession } from '../../modules/session/index.ts'
import { findPowers } from '../../modules/staff/index.ts'
import type { Powers } from '../../modules/staff/index.ts'

/** Requests that come together ask together; none is answered by what was read before it came. */
const sessionsOf = keptFor((db: Db) =>
  gather<string, LivingSession | undefined>(async (audience, tokens) => {
    const found = await lookUp(db, (tx) => findSessions(tx, audience as Audience, tokens))
    return tokens.map((token) => ({ answer: found.get(token) }))
  }),
)

type AskedPowers = { merchantId: string; staffId: string; platform: StaffPlatform }
const toolsOf = keptFor((db: Db) => ({ db }))
const powersOf = batched<{ db: Db }, AskedPowers, Powers | undefined>(async (tx, asked) => {
  const verdicts = new Map<AskedPowers, Powers | undefined>()
  for (const platform of new Set(asked.map((one) => one.platform))) {
    const those = asked.filter((one) => one.platform === platform)
    const found = await findPowers(
      tx,
      those.map(({ staffId }) => staffId),
      platform,
    )
    for (const one of those) verdicts.set(one, found.get(one.staffId))
  }
  return asked.map((one) => ({ answer: verdicts.get(one) }))
})

/**
 * Who a token belongs to, with the permissions they hold at this moment: a role that was changed, or a person
 * who left, counts from the next request on. Undefined: no such session, or no longer.
 */
export async function findCaller(db: Db, audience: Audience, token: string): Promise<Caller | undefined> {
  const session = await sessionsOf(db)(audience, token)
  if (!session) return undefined
  if (audience === 'customer') return customerOf(session)
  const isIn = session.merchantState === 'active' || session.merchantState === 'applying'
  return isIn ? staffOf(db, audience, session) : undefined
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
  const staff = await powersOf(toolsOf(db), { merchantId, staffId: session.staffId!, platform })
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
    isApplying: session.merchantState === 'applying',
    mustChangePassword: session.mustChangePassword,
    mustSetUpSecondFactor: !session.hasSecondFactor && staff.roles.some((role) => role.secondFactor),
    confirmedAt: session.confirmedAt,
  }
}
