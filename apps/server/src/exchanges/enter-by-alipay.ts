import { createAlipay } from '../channels/alipay/client.ts'
import { enterByChannel } from '../flows/access/enter.ts'
import type { Entered } from '../flows/access/enter.ts'
import { inMerchant } from '../kernel/db.ts'
import type { Db } from '../kernel/db.ts'
import type { Vault } from '../kernel/secrets.ts'
import type { CustomerCaller } from '../modules/access/index.ts'
import { appNotFound, findApp } from '../modules/app/index.ts'
import { alipayAccountOf, findChannelAccount, openKeys } from '../modules/channel-account/index.ts'
import { authCodeRefused, channelUnavailable } from '../modules/session/index.ts'

export type AlipayParts = { db: Db; vault: Vault; config: { alipay: { gatewayUrl: string } } }
type Visit = {
  merchantId: string
  appId: string
  code: string
  /** Whoever is logged in already in this app or browser. */
  current?: CustomerCaller | undefined
  ip: string
  agent: string
}

/** The code of Alipay's page or of `my.getAuthCode`; an app's keys are those of its channel account. */
export async function enterByAlipay(parts: AlipayParts, input: Visit): Promise<Entered> {
  const { db, vault, config } = parts
  const account = await inMerchant(db, input.merchantId, async (tx) => {
    const app = await findApp(tx, input.appId)
    if (app?.kind !== 'alipay-app' || app.channelAccountId === null) throw appNotFound({ appId: input.appId })
    return findChannelAccount(tx, app.channelAccountId)
  })
  const keys = account && openKeys(vault, account)
  if (keys?.provider !== 'alipay') throw appNotFound({ appId: input.appId })

  const { gatewayUrl } = config.alipay
  const outcome = await createAlipay(
    { ...alipayAccountOf(keys), appId: input.appId },
    { gatewayUrl },
  ).oauthToken(input.code)
  if (outcome.kind !== 'ok') throw outcome.kind === 'refused' ? authCodeRefused() : channelUnavailable()
  return enterByChannel(parts, {
    provider: 'alipay',
    appId: input.appId,
    subject: outcome.value.buyer,
    knownBy: 'alipay-app',
    current: input.current,
    ip: input.ip,
    agent: input.agent,
  })
}
