import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { actorOf } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import {
  beginSecondFactor,
  checkProof,
  confirmSecondFactor,
  countRecoveryCodes,
  dropSecondFactor,
  findLogin,
  lockLogin,
  proofByCode,
  renewRecoveryCodes,
  secondFactorOff,
  secondFactorOn,
  secondFactorRequired,
  secondFactorWrong,
  takeAppCode,
} from '../../modules/login/index.ts'
import type { Login } from '../../modules/login/index.ts'
import { rolesOfStaff } from '../../modules/staff/index.ts'

type Parts = { db: Db; vault: Vault }

export type SecondFactor = { since: Date | null; recoveryCodes: number; required: boolean }

/** One's own: since when it is asked for, what is left of the recovery codes, and whether a role asks for it. */
export async function describeSecondFactor(db: Db, caller: StaffCaller): Promise<SecondFactor> {
  return inMerchant(db, caller.merchantId, async (tx) => ({
    since: (await findLogin(tx, caller.loginId))?.secondFactorAt ?? null,
    recoveryCodes: await countRecoveryCodes(tx, caller.loginId),
    required: await isRequired(tx, caller),
  }))
}

/** A secret for an authenticator app; it counts once `turnOnSecondFactor` has seen a code made from it. */
export async function offerSecondFactor(
  { db, vault }: Parts,
  caller: StaffCaller,
): Promise<{ secret: string; uri: string }> {
  return inMerchant(db, caller.merchantId, async (tx) => {
    const login = await lockOwn(tx, caller)
    if (login.secondFactorAt) throw secondFactorOn()
    return beginSecondFactor(tx, vault, login)
  })
}

export async function turnOnSecondFactor(
  { db, vault }: Parts,
  { caller, code }: { caller: StaffCaller; code: string },
): Promise<{ recoveryCodes: string[] }> {
  return inMerchant(db, caller.merchantId, async (tx) => {
    const login = await lockOwn(tx, caller)
    if (login.secondFactorAt) throw secondFactorOn()
    if (!(await takeAppCode(tx, vault, login, code))) throw secondFactorWrong()
    await confirmSecondFactor(tx, login.id)
    await note(tx, caller, 'second-factor.on')
    return { recoveryCodes: await renewRecoveryCodes(tx, login.id) }
  })
}

/** Refused while a role asks for it. Wrong codes count as at login. */
export async function turnOffSecondFactor(
  { db, vault }: Parts,
  { caller, code }: { caller: StaffCaller; code: string },
): Promise<void> {
  await inMerchant(db, caller.merchantId, async (tx) => {
    if (await isRequired(tx, caller)) throw secondFactorRequired()
    if (!(await lockOwn(tx, caller)).secondFactorAt) throw secondFactorOff()
  })
  await checkProof(db, caller.loginId, proofByCode(vault, code))
  await inMerchant(db, caller.merchantId, async (tx) => {
    await dropSecondFactor(tx, caller.loginId)
    await note(tx, caller, 'second-factor.off')
  })
}

export async function makeRecoveryCodes(db: Db, caller: StaffCaller): Promise<{ recoveryCodes: string[] }> {
  return inMerchant(db, caller.merchantId, async (tx) => {
    if (!(await lockOwn(tx, caller)).secondFactorAt) throw secondFactorOff()
    await note(tx, caller, 'second-factor.codes')
    return { recoveryCodes: await renewRecoveryCodes(tx, caller.loginId) }
  })
}

async function isRequired(tx: Tx, caller: StaffCaller): Promise<boolean> {
  return (await rolesOfStaff(tx, caller.staffId)).some((role) => role.secondFactor)
}

async function lockOwn(tx: Tx, caller: StaffCaller): Promise<Login> {
  return (await lockLogin(tx, caller.loginId))!
}

async function note(tx: Tx, caller: StaffCaller, action: string): Promise<void> {
  await audit(tx, { actor: actorOf(caller), action, subjectKind: 'staff', subjectId: caller.staffId })
}
