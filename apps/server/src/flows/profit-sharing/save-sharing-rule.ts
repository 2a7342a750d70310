import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { listApps } from '../../modules/app/index.ts'
import { getChannelAccount } from '../../modules/channel-account/index.ts'
import type { ChannelAccount } from '../../modules/channel-account/index.ts'
import {
  basisPointsMax,
  getReceiver,
  getReceiverEver,
  insertReceiver,
  lockReceivers,
  markReceiverRemoved,
  receiverThere,
  saveRule,
  sharingNotHere,
  sharingTooMuch,
} from '../../modules/profit-sharing/index.ts'

type By = { merchantId: string; key: string; actor: Actor }

/** On: what the account takes from now on is shared. What was started before stays as it was. */
export async function setSharingRule(
  db: Db,
  input: By & { channelAccountId: string; enabled: boolean },
): Promise<{ channelAccountId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'set-sharing-rule', input, async () => {
      const { actor, channelAccountId, enabled } = input
      await sharingAccount(tx, channelAccountId)
      await saveRule(tx, channelAccountId, enabled)
      const subject = { subjectKind: 'channel_account', subjectId: channelAccountId }
      await audit(tx, { actor, action: 'sharing.rule_set', ...subject, after: { enabled } })
      return { channelAccountId }
    }),
  )
}

/** The account, with the app in whose name receivers are added. A service provider's merchant shares nothing here. */
async function sharingAccount(
  tx: Tx,
  channelAccountId: string,
): Promise<{ account: ChannelAccount; appId: string }> {
  const account = await getChannelAccount(tx, channelAccountId)
  const app = (await listApps(tx)).find((one) => one.channelAccountId === channelAccountId)
  if (account.provider !== 'wechat-pay' || account.subMerchantNumber !== null || !app)
    throw sharingNotHere({ channelAccountId })
  return { account, appId: app.appId }
}

export type NewReceiver = By & {
  channelAccountId: string
  account: string
  name: string
  basisPoints: number
}

/** For the call to the channel, which does no harm when it turns out that the receiver does not fit. */
export async function findSharingAccount(db: Db, input: { merchantId: string; channelAccountId: string }) {
  return inMerchant(db, input.merchantId, (tx) => sharingAccount(tx, input.channelAccountId))
}

export async function keepReceiver(db: Db, input: NewReceiver): Promise<{ receiverId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'add-receiver', input, async () => {
      const { actor, channelAccountId, account, name, basisPoints } = input
      await checkRoom(tx, input)
      const id = tx.newId()
      await insertReceiver(tx, { id, channelAccountId, account, name, basisPoints })
      const after = { account, name, basisPoints }
      const subject = { subjectKind: 'channel_account', subjectId: channelAccountId }
      await audit(tx, { actor, action: 'sharing.receiver_added', ...subject, after })
      return { receiverId: id }
    }),
  )
}

async function checkRoom(tx: Tx, input: NewReceiver): Promise<void> {
  const there = await lockReceivers(tx, input.channelAccountId)
  if (there.some(({ account }) => account === input.account)) throw receiverThere({ account: input.account })
  const total = there.reduce((sum, { basisPoints }) => sum + basisPoints, input.basisPoints)
  if (total > basisPointsMax) throw sharingTooMuch({ basisPointsMax })
}

export async function findReceiverAccount(
  db: Db,
  { merchantId, receiverId }: { merchantId: string; receiverId: string },
) {
  return inMerchant(db, merchantId, async (tx) => {
    const receiver = await getReceiverEver(tx, receiverId)
    return { receiver, ...(await sharingAccount(tx, receiver.channelAccountId)) }
  })
}

export async function dropReceiver(
  db: Db,
  input: By & { receiverId: string },
): Promise<{ channelAccountId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'remove-receiver', input, async () => {
      const { actor, receiverId } = input
      const { channelAccountId, account, basisPoints } = await getReceiver(tx, receiverId)
      await lockReceivers(tx, channelAccountId)
      await markReceiverRemoved(tx, receiverId)
      const subject = { subjectKind: 'channel_account', subjectId: channelAccountId }
      await audit(tx, {
        actor,
        action: 'sharing.receiver_removed',
        ...subject,
        before: { account, basisPoints },
      })
      return { channelAccountId }
    }),
  )
}
