import { randomBytes } from 'node:crypto'
import type { Audience } from '@sesame/contract/route'
import { permissionsOf } from '@sesame/contract/permissions'
import { inGlobal, inMerchant } from '../src/kernel/db.ts'
import type { Db } from '../src/kernel/db.ts'
import type { Vault } from '../src/kernel/secrets.ts'
import type { Scope } from '../src/modules/access/index.ts'
import { customerOfPerson } from '../src/modules/customer/index.ts'
import { findLoginByName, hashPassword } from '../src/modules/login/index.ts'
import { personOfMobile } from '../src/modules/person/index.ts'
import { insertRole } from '../src/modules/role/index.ts'
import { confirmSession, openSession } from '../src/modules/session/index.ts'
import { hire } from '../src/modules/staff/index.ts'

export const testPassword = 'correct horse battery'
let testHash: Promise<string> | undefined

export type StaffSession = { token: string; staffId: string; roleId: string; loginName: string }

type Powers = {
  platform?: Exclude<Audience, 'customer'>
  scope?: Scope
  permissions?: readonly string[]
  storeId?: string | null
  /** False: has not given the password again, which some routes ask for. */
  confirmed?: boolean
}

/** Somebody of this merchant who is logged in, with all permissions of the platform unless told otherwise. */
export async function staffSession(db: Db, merchantId: string, powers: Powers = {}): Promise<StaffSession> {
  const { platform = 'merchant', scope = 'merchant', storeId = null } = powers
  const permissions = powers.permissions ?? permissionsOf(platform)
  const word = randomBytes(5).toString('hex')
  const passwordHash = await (testHash ??= hashPassword(testPassword))
  return inMerchant(db, merchantId, async (tx) => {
    const roleId = await insertRole(tx, { platform, name: `角色 ${word}`, scope, permissions })
    const loginName = `t${word}`
    const staffId = await hire(tx, {
      loginName,
      passwordHash,
      mustChange: false,
      name: `员工 ${word}`,
      storeId,
      roleIds: [roleId],
    })
    const login = await findLoginByName(tx, loginName)
    const session = { platform, loginId: login!.id, merchantId, staffId, ip: '127.0.0.1', agent: 'test' }
    const { id, token } = await openSession(tx, session)
    if (powers.confirmed !== false) await confirmSession(tx, id)
    return { token, staffId, roleId, loginName }
  })
}

export type CustomerSession = { token: string; personId: string; mobile: string }

let mobiles = 0

/** A person who verified a mobile and is logged in. */
export async function customerSession(db: Db, vault: Vault, mobile?: string): Promise<CustomerSession> {
  const number = mobile ?? `139${String(++mobiles).padStart(8, '0')}`
  return inGlobal(db, async (tx) => {
    const verified = { fingerprint: vault.fingerprint(number), sealed: vault.seal(number, 'mobile') }
    const personId = await personOfMobile(tx, verified)
    const session = {
      platform: 'customer',
      personId,
      knownBy: ['mobile'],
      ip: '127.0.0.1',
      agent: 'test',
    } as const
    const { token } = await openSession(tx, session)
    return { token, personId, mobile: number }
  })
}

/** The row of a person at a merchant. */
export async function customerAt(
  db: Db,
  vault: Vault,
  { merchantId, personId }: Record<'merchantId' | 'personId', string>,
) {
  return inMerchant(db, merchantId, (tx) => customerOfPerson(tx, vault, personId))
}
