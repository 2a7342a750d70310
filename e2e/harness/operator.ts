import { operatorAccess } from '@sesame/contract/access'
import { createClient } from '@sesame/contract/client'
import { sesame } from './command-line.ts'
import type { System } from './system.ts'

/** Of the operator's first account, made by the command line before the stories begin. */
export const operatorLogin = { loginName: 'story-operator', password: 'zhima-kaimen-2026' }

export async function addOperator(system: System): Promise<void> {
  const { code, output } = await sesame(system, 'operator', 'add', operatorLogin.loginName, '平台值班')
  const temporary = /temporary password (\S+)/.exec(output)?.[1]
  if (code !== 0 || temporary === undefined) throw new Error(`no operator could be added:\n${output}`)

  const client = (token?: string) => createClient({ baseUrl: system.address, token: () => token })
  const { token } = await client().call(operatorAccess.login, {
    body: { loginName: operatorLogin.loginName, password: temporary, wantsToken: true },
  })
  const passwords = { currentPassword: temporary, newPassword: operatorLogin.password }
  await client(token ?? undefined).call(operatorAccess.changePassword, { body: passwords })
}
