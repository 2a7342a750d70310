import type { Tx } from '../../../kernel/db.ts'
import type { Vault } from '../../../kernel/secrets.ts'
import { listApps } from '../../../modules/app/index.ts'
import type { AppKind } from '../../../modules/app/index.ts'
import { alipayAccountOf, listChannelAccounts, openKeys } from '../../../modules/channel-account/index.ts'
import type { ChannelAccount, Provider } from '../../../modules/channel-account/index.ts'
import {
  payoutCertificatesNeeded,
  payoutNoAccount,
  payoutPayeeUnknown,
} from '../../../modules/payout/index.ts'
import { findPersonByMobile, findSubject } from '../../../modules/person/index.ts'
import { getStaff } from '../../../modules/staff/index.ts'

/** By which account, and as whom an app knows the payee. */
export type PayeeRoute = { account: ChannelAccount; appId: string; personId: string; payeeSealed: Buffer }

const kindsOf: Readonly<Record<Provider, readonly AppKind[]>> = {
  'wechat-pay': ['wechat-mini-program', 'wechat-official-account'],
  alipay: ['alipay-app'],
}

type Way = { account: ChannelAccount; appId: string }

/** The ways by which this merchant can pay people over a channel, the best first. */
export async function payoutWays(tx: Tx, vault: Vault, provider: Provider): Promise<Way[]> {
  // A service provider's merchant has no account of its own to transfer from.
  const accounts = (await listChannelAccounts(tx)).filter(
    (account) => account.enabled && account.provider === provider && account.subMerchantNumber === null,
  )
  const able = accounts.filter((account) => canTransfer(vault, account))
  if (accounts.length > 0 && able.length === 0) throw payoutCertificatesNeeded()
  const apps = await listApps(tx)
  const ways = kindsOf[provider].flatMap((kind) =>
    apps.flatMap((app) => {
      const account = able.find(({ id }) => id === app.channelAccountId)
      return app.kind === kind && account ? [{ account, appId: app.appId }] : []
    }),
  )
  if (ways.length === 0) throw payoutNoAccount({ provider })
  return ways
}

function canTransfer(vault: Vault, account: ChannelAccount): boolean {
  const keys = openKeys(vault, account)
  return keys.provider === 'wechat-pay' || alipayAccountOf(keys).trust.mode === 'certificate'
}

/** The person behind the staff member's mobile, as far as one of the apps has met them. */
export async function choosePayee(
  tx: Tx,
  vault: Vault,
  { staffId, ways }: { staffId: string; ways: readonly Way[] },
): Promise<PayeeRoute> {
  const staff = await getStaff(tx, staffId)
  const mobile = staff.mobileSealed && vault.open(staff.mobileSealed, 'mobile').toString('utf8')
  const person = mobile ? await findPersonByMobile(tx, vault.fingerprint(mobile)) : undefined
  for (const way of person ? ways : []) {
    const payeeSealed = await findSubject(tx, { personId: person!.id, appId: way.appId })
    if (payeeSealed) return { ...way, personId: person!.id, payeeSealed }
  }
  throw payoutPayeeUnknown({ staffId, name: staff.name })
}
