import type { Tx } from '../../kernel/db.ts'
import { insertLogin } from '../login/index.ts'
import { insertStaff, setRoles } from './store.ts'

export type Hire = {
  loginName: string
  passwordHash: string
  mustChange: boolean
  name: string
  mobileSealed?: Buffer | null
  storeId?: string | null
  roleIds: readonly string[]
}

/** A person of staff with a login of their own. Refuses a login name that is taken, anywhere. */
export async function hire(tx: Tx, person: Hire): Promise<string> {
  const { loginName, passwordHash, mustChange, name, mobileSealed = null, storeId = null, roleIds } = person
  const loginId = await insertLogin(tx, { loginName, passwordHash, mustChange })
  const staffId = await insertStaff(tx, { loginId, loginName, name, mobileSealed, storeId })
  await setRoles(tx, staffId, roleIds)
  return staffId
}
