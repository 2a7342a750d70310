import { batched, keptFor } from '../../kernel/batch.ts'
import { lookUp } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { gather } from '../../kernel/gather.ts'
import { isUuid } from '../../kernel/ids.ts'
import type { Verdict } from '../../kernel/refusals.ts'
import {
  findChannelAccount,
  findChannelAddress,
  findGranted,
  findOperatorAccount,
} from '../../modules/channel-account/index.ts'
import type { ChannelAccount, OperatorAccount, Provider } from '../../modules/channel-account/index.ts'
import { findMerchantByCode } from '../../modules/merchant/index.ts'

/** An account by which something was told: its keys open the notice. */
export type Address = {
  account: OperatorAccount
  /** Null where it is the operator's: several merchants use it, and only the number tells whose a payment is. */
  merchantId: string | null
}

/** The account that a notice's address names, enabled or not: what was paid before is still told of. */
export async function findAddress(
  db: Db,
  { provider, channelAccountId }: { provider: Provider; channelAccountId: string },
): Promise<Address | undefined> {
  if (!isUuid(channelAccountId)) return undefined
  const address = await addressesOf(db)('', channelAccountId)
  if (!address || address.provider !== provider) return undefined
  if (!('merchantId' in address)) return { account: address, merchantId: null }
  const { merchantId } = address
  const account = await accountsOf(toolsOf(db), { merchantId, channelAccountId })
  return account && { account, merchantId }
}

/** Whose one of our numbers is, and the account in that merchant's books. */
export type Owner = { merchantId: string; channelAccountId: string }

const codeLength = 6

/** Undefined for a number that was never used at this account. */
export async function ownerOfNumber(
  db: Db,
  { account, merchantId: only }: Address,
  ownNumber: string,
): Promise<Owner | undefined> {
  const merchantId = await merchantsOf(db)('', ownNumber.slice(0, codeLength))
  if (merchantId === undefined) return undefined
  if (only !== null) return only === merchantId ? { merchantId, channelAccountId: account.id } : undefined
  const channelAccountId = await grantsOf(db)('', `${account.id}/${merchantId}`)
  return channelAccountId === undefined ? undefined : { merchantId, channelAccountId }
}

// Notices come in storms and name the same few accounts: those that come together are looked up together.
const addressesOf = keptFor((db: Db) =>
  gather((_, ids: readonly string[]) =>
    lookUp(db, (tx) =>
      forEach(ids, async (id) => (await findOperatorAccount(tx, id)) ?? (await findChannelAddress(tx, id))),
    ),
  ),
)
const merchantsOf = keptFor((db: Db) =>
  gather((_, codes: readonly string[]) =>
    lookUp(db, (tx) => forEach(codes, async (code) => (await findMerchantByCode(tx, code))?.id)),
  ),
)
const grantsOf = keptFor((db: Db) =>
  gather((_, pairs: readonly string[]) =>
    lookUp(db, (tx) =>
      forEach(pairs, (pair) => {
        const [operatorAccountId = '', merchantId = ''] = pair.split('/')
        return findGranted(tx, { operatorAccountId, merchantId })
      }),
    ),
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
