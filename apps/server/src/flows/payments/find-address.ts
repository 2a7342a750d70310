import { inGlobal, inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { isUuid } from '../../kernel/ids.ts'
import { findChannelAccount, findChannelAddress } from '../../modules/channel-account/index.ts'
import type { ChannelAccount, Provider } from '../../modules/channel-account/index.ts'
import { findMerchantByCode } from '../../modules/merchant/index.ts'

/** The account that a notice's address names, enabled or not: what was paid before is still told of. */
export async function findAddress(
  db: Db,
  { provider, channelAccountId }: { provider: Provider; channelAccountId: string },
): Promise<{ merchantId: string; account: ChannelAccount } | undefined> {
  if (!isUuid(channelAccountId)) return undefined
  const address = await inGlobal(db, (tx) => findChannelAddress(tx, channelAccountId))
  if (address?.provider !== provider) return undefined
  const { merchantId } = address
  const account = await inMerchant(db, merchantId, (tx) => findChannelAccount(tx, channelAccountId))
  return account && { merchantId, account }
}

const codeLength = 6

/** The merchant whose code one of our own numbers begins with. */
export async function merchantOfNumber(db: Db, ownNumber: string): Promise<string | undefined> {
  const merchant = await inGlobal(db, (tx) => findMerchantByCode(tx, ownNumber.slice(0, codeLength)))
  return merchant?.id
}
