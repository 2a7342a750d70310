import { messageOf } from '@sesame/contract/messages/index'
import { addOperatorStaff } from '../flows/merchants/add-operator-staff.ts'
import type { Db } from '../kernel/db.ts'
import { Refusal } from '../kernel/refusals.ts'

/** Prints a temporary password, which has to be changed at the first login. Answers the exit code. */
export async function operatorCommand(
  db: Db,
  [loginName = '', name = loginName]: readonly string[],
  say: (line: string) => void,
): Promise<number> {
  if (!/^[a-z][a-z0-9._-]{2,39}$/.test(loginName)) {
    say('a login name begins with a letter and has 3 to 40 of a-z 0-9 . _ -')
    return 2
  }
  try {
    const { password } = await addOperatorStaff(db, { loginName, name })
    say(`login ${loginName}\ntemporary password ${password}`)
    return 0
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    say(messageOf(error.code, 'en'))
    return 1
  }
}
