import type { Outcome } from '../channels/outcome.ts'
import {
  dropReceiver,
  findReceiverAccount,
  findSharingAccount,
  keepReceiver,
} from '../flows/profit-sharing/save-sharing-rule.ts'
import type { NewReceiver } from '../flows/profit-sharing/save-sharing-rule.ts'
import type { Actor } from '../kernel/idempotency.ts'
import { channelSilent, receiverRefused } from '../modules/profit-sharing/index.ts'
import { openSharing } from './channels/sharing.ts'
import type { Parts } from './parts.ts'

/** The channel first, since adding one twice does no harm there: ours never has one that the channel lacks. */
export async function addReceiver(parts: Parts, input: NewReceiver): Promise<void> {
  const { account, appId } = await findSharingAccount(parts.db, input)
  const { account: number, name } = input
  checkDone(await openSharing(parts, account).addReceiver({ appId, account: number, name }))
  await keepReceiver(parts.db, input)
}

export async function removeReceiver(
  parts: Parts,
  input: { merchantId: string; key: string; actor: Actor; receiverId: string },
): Promise<{ channelAccountId: string }> {
  // Ours first: what is removed here gets nothing more, whatever the channel still knows.
  const dropped = await dropReceiver(parts.db, input)
  const { receiver, account, appId } = await findReceiverAccount(parts.db, input)
  const outcome = await openSharing(parts, account).deleteReceiver({ appId, account: receiver.account })
  if (outcome.kind !== 'ok')
    parts.log.warn({ receiverId: input.receiverId, outcome: outcome.kind }, 'a receiver stays at the channel')
  return dropped
}

function checkDone(outcome: Outcome<unknown>): void {
  if (outcome.kind === 'unknown') throw channelSilent()
  if (outcome.kind === 'refused')
    throw receiverRefused({ channelCode: outcome.code, channelMessage: outcome.message })
}
