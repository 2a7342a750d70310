import { batched, keptFor } from '../../kernel/batch.ts'
import { inGlobal } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { gather } from '../../kernel/gather.ts'
import { isUuid } from '../../kernel/ids.ts'
import type { Verdict } from '../../kernel/refusals.ts'
import { findChannelAccount, findChannelAddress } from '../../modules/channel-account/index.ts'
import type { ChannelAccount, Provider } from '../../modules/channel-account/index.ts'
import { findMerchantByCode } from '../../modules/merchant/index.ts'

export type Address = { merchantId: string; account: ChannelAccount }

/** The account that a notice's address names, enabled or not: what was paid before is still told of. */
export async function findAddress(
  db: Db,
  { provider, channelAccountId }: { provider: Provider; channelAccountId: string },
): Promise<Address | undefined> {
  if (!isUuid(channelAccountId)) return undefined
  const address = await addressesOf(db)('', channelAccountId)
  if (address?.provider !== provider) return undefined
  const { merchantId } = address
  const account = await accountsOf(toolsOf(db), { merchantId, channelAccountId })
  return account && { merchantId, account }
}

const codeLength = 6

/** The merchant whose code one of our own numbers begins with. */
export async function merchantOfNumber(db: Db, ownNumber: string): Promise<string | undefined> {
  return merchantsOf(db)('', ownNumber.slice(0, codeLength))
}

// Notices come in storms and name the same few accounts: those that come together are looked up together.
const addressesOf = keptFor((db: Db) =>
  gather((_, ids: readonly string[]) =>
    inGlobal(db, (tx) => forEach(ids, (id) => findChannelAddress(tx, id))),
  ),
)
const merchantsOf = keptFor((db: Db) =>
  gather((_, codes: readonly string[]) =>
    inGlobal(db, (tx) => forEach(codes, async (code) => (await findMerchantByCode(tx, code))?.id)),
  ),
)
const toolsOf = keptFor((db: Db) => ({ db }))
type AskedAccount = { merchantId: string; channelAccountId: string }
const accountsOf = batched<{ db: Db }, AskedAccount, ChannelAccount | undefined>((tx, asked) =>
  forEach(
    asked.map(({ channelAccountId }) => channelAccountId),
    (id) => findChannelAccount(tx, id),
  ),
)

/** Each is found once, and all who asked for it are given the same. */
async function forEach<Found>(
  names: readonly string[],
  find: (name: string) => Promise<Found>,
): Promise<Verdict<Found>[]> {
  const found = new Map<string, Found>()
  for (const name of new Set(names)) found.set(name, await find(name))
  return names.map((name) => ({ answer: found.get(name)! }))
}
