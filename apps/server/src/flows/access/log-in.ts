import { inGlobal, inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { audit } from '../../kernel/audit.ts'
import type { StaffPlatform } from '../../modules/access/index.ts'
import {
  chooseMerchant,
  loginRefused,
  notOnPlatform,
  proofByCode,
  recordLogin,
  verifyPassword,
} from '../../modules/login/index.ts'
import { openSession } from '../../modules/session/index.ts'
import { listMemberships, rolesOfStaff } from '../../modules/staff/index.ts'
import type { Membership } from '../../modules/staff/index.ts'

export type LogIn = {
  platform: StaffPlatform
  loginName: string
  password: string
  /** A code of the authenticator app, or a recovery code; asked for where the login has a second factor. */
  secondFactor?: string | undefined
  merchantId?: string | undefined
  ip: string
  agent: string
}

/** A new session of a person of staff; answers its token, which is kept nowhere. */
export async function logIn(
  { db, vault }: { db: Db; vault: Vault },
  input: LogIn,
): Promise<{ token: string }> {
  const { platform, ip, agent } = input
  const visit = { platform, ip, agent }
  const byCode = proofByCode(vault, input.secondFactor)
  const login = await verifyPassword(db, {
    ...input,
    visit,
    proof: async (tx, proving) => {
      // A code is good once: it is not spent on a login that still has to choose a merchant.
      choose(await listMemberships(tx, proving.id), input)
      return byCode(tx, proving)
    },
  })
  if (!login) throw loginRefused()

  const memberships = await inGlobal(db, (tx) => listMemberships(tx, login.id))
  const { merchantId, staffId } = choose(memberships, input)
  return inMerchant(db, merchantId, async (tx) => {
    const roles = await rolesOfStaff(tx, staffId)
    if (!roles.some((role) => role.platform === input.platform)) throw notOnPlatform()
    const session = await openSession(tx, { platform, loginId: login.id, merchantId, staffId, ip, agent })
    await recordLogin(tx, login.id, { ...visit, outcome: 'entered' })
    await audit(tx, {
      actor: { kind: platform === 'merchant' ? 'staff' : 'operator', id: staffId },
      action: 'session.opened',
      subjectKind: 'session',
      subjectId: session.id,
      after: { platform, ip, agent },
    })
    return { token: session.token }
  })
}

/** The operator's people use the operator and the permission console, merchants' people the merchant console. */
function choose(memberships: readonly Membership[], input: LogIn): Membership {
  const kind = input.platform === 'merchant' ? 'merchant' : 'operator'
  const possible = memberships.filter((membership) => membership.kind === kind)
  const named = input.merchantId
    ? possible.filter((membership) => membership.merchantId === input.merchantId)
    : possible
  const [only, another] = named
  if (!only) throw notOnPlatform()
  if (another)
    throw chooseMerchant({
      merchants: possible.map(({ merchantId, merchantName }) => ({ id: merchantId, name: merchantName })),
    })
  return only
}
