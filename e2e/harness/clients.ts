import { merchantAccess, operatorAccess } from '@sesame/contract/access'
import { createClient, type Client } from '@sesame/contract/client'
import { sessionRoutes } from '@sesame/contract/customer-session'
import { inject } from 'vitest'
import { operatorLogin } from './operator.ts'
import { sandbox } from './sandbox.ts'
import { until } from './until.ts'

export function clientWith(token?: string): Client {
  return createClient({ baseUrl: inject('system').address, token: () => token, language: () => 'zh-CN' })
}

export async function operatorClient(): Promise<Client> {
  const { token } = await clientWith().call(operatorAccess.login, {
    body: { ...operatorLogin, wantsToken: true },
  })
  return clientWith(token ?? undefined)
}

export async function staffClient(loginName: string, password: string): Promise<Client> {
  const { token } = await clientWith().call(merchantAccess.login, {
    body: { loginName, password, wantsToken: true },
  })
  return clientWith(token ?? undefined)
}

/** Logs in with the code that the sandbox's SMS gateway received. */
export async function customerClient(mobile: string): Promise<Client> {
  await sandbox.person(`顾客${mobile.slice(-4)}`, mobile)
  await clientWith().call(sessionRoutes.sendCode, { body: { mobile } })
  const code = await until('a one-time code', () => sandbox.code(mobile))
  const { token } = await clientWith().call(sessionRoutes.loginByMobile, { body: { mobile, code } })
  return clientWith(token)
}
