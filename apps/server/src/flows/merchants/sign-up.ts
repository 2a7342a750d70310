import assert from 'node:assert/strict'
import { inGlobal, inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { insertApplication } from '../../modules/application/index.ts'
import { checkPassword, findLoginByName, hashPassword, loginNameTaken } from '../../modules/login/index.ts'
import { findOperator } from '../../modules/merchant/index.ts'
import { codeExpired, codeWrong, lockMobile, tryCode } from '../../modules/one-time-code/index.ts'
import { foundMerchant } from './parts/found-merchant.ts'

export type SignUp = {
  key: string
  merchantName: string
  /** Of the person, who becomes the first administrator. */
  name: string
  loginName: string
  password: string
  mobile: string
  code: string
}

const actor: Actor = { kind: 'system', id: 'sign-up' }

/** A merchant of its own accord: it may fill in its application, and nothing else until that is approved (B1). */
export async function signUp({ db, vault }: { db: Db; vault: Vault }, input: SignUp): Promise<void> {
  const { key, merchantName, name, loginName, password, mobile, code } = input
  checkPassword(password, loginName)
  const operator = await inGlobal(db, findOperator)
  assert(operator)
  const content = { merchantName, name, loginName, mobile: vault.fingerprint(mobile), code }
  const begun = await inMerchant(db, operator.id, (tx) =>
    once(tx, 'sign-up', { key, actor, ...content }, async () => {
      // Before the code is spent: whoever has to choose another name keeps it.
      if (await findLoginByName(tx, loginName)) throw loginNameTaken({ loginName })
      await lockMobile(tx, vault.fingerprint(mobile))
      const tried = await tryCode(tx, vault.fingerprint(mobile), code)
      // Answered, not thrown: a wrong try counts.
      return { tried, merchantId: tx.newId() }
    }),
  )
  if (begun.tried === 'wrong') throw codeWrong()
  if (begun.tried === 'expired') throw codeExpired()

  const passwordHash = await hashPassword(password)
  await inMerchant(db, begun.merchantId, (tx) =>
    once(tx, 'sign-up', { key, actor, ...content }, async () => {
      await foundMerchant(tx, {
        actor,
        name: merchantName,
        typeCode: null,
        state: 'applying',
        adminName: name,
        adminLoginName: loginName,
        adminMobileSealed: vault.seal(mobile, 'mobile'),
        passwordHash,
        mustChange: false,
      })
      await insertApplication(tx)
      return {}
    }),
  )
}
