import assert from 'node:assert/strict'
import { inGlobal } from '../../kernel/db.ts'
import type { Db, GlobalTx } from '../../kernel/db.ts'
import type { Vault } from '../../kernel/secrets.ts'
import type { CustomerCaller, KnownBy } from '../../modules/access/index.ts'
import { findPerson, maskMobile, setName } from '../../modules/person/index.ts'

type Parts = { db: Db; vault: Vault }
export type CustomerMe = { name: string; mobile: string | null; knownBy: readonly KnownBy[] }

/** What the app shows of the person who is logged in; how a channel knows them is not in it. */
export async function describeCustomer({ db, vault }: Parts, caller: CustomerCaller): Promise<CustomerMe> {
  return inGlobal(db, (tx) => describe(tx, vault, caller))
}

export async function renamePerson(
  { db, vault }: Parts,
  { caller, name }: { caller: CustomerCaller; name: string },
): Promise<CustomerMe> {
  return inGlobal(db, async (tx) => {
    await setName(tx, caller.personId, name)
    return describe(tx, vault, caller)
  })
}

async function describe(tx: GlobalTx, vault: Vault, caller: CustomerCaller): Promise<CustomerMe> {
  const person = await findPerson(tx, caller.personId)
  assert(person)
  const mobile = person.mobileSealed && maskMobile(vault.open(person.mobileSealed, 'mobile').toString('utf8'))
  return { name: person.name, mobile, knownBy: caller.knownBy }
}
