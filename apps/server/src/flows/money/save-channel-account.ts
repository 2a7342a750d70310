import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import type { Vault } from '../../kernel/secrets.ts'
import {
  channelNumberFixed,
  channelOperators,
  channelProviderFixed,
  insertChannelAccount,
  lockChannelAccount,
  numbersOf,
  updateChannelAccount,
} from '../../modules/channel-account/index.ts'
import type { ChannelAccount, ChannelKeys } from '../../modules/channel-account/index.ts'
import { hasAttemptsOf } from '../../modules/payment/index.ts'
import { hasSameNumbers, sealedKeys, shownAccount } from './parts/sealed-keys.ts'

type By = { merchantId: string; key: string; actor: Actor }
type Tools = { db: Db; vault: Vault }

export type AddChannelAccount = By & { name: string; keys: ChannelKeys }

/**
 * Keys go in here and come out only as signatures; what does not parse, sign or fit is refused now. Who enters a
 * number itself holds what is paid into it.
 */
export async function addChannelAccount(
  { db, vault }: Tools,
  { keys, ...input }: AddChannelAccount,
): Promise<{ channelAccountId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(
      tx,
      'add-channel-account',
      { ...input, keysHash: vault.fingerprint(JSON.stringify(keys)) },
      async () => {
        const { actor, name } = input
        const id = tx.newId()
        const account = {
          id,
          provider: keys.provider,
          name: name.trim(),
          custody: 'own' as const,
          enabled: true,
        }
        await insertChannelAccount(tx, {
          ...account,
          operatorAccountId: null,
          ...sealedKeys(tx, vault, id, keys),
        })
        const after = { ...account, ...numbersOf(keys) }
        await audit(tx, {
          actor,
          action: 'channel.added',
          subjectKind: 'channel_account',
          subjectId: id,
          after,
        })
        return { channelAccountId: id }
      },
    ),
  )
}

export type EditChannelAccount = By & {
  channelAccountId: string
  name?: string | undefined
  enabled?: boolean | undefined
  keys?: ChannelKeys | undefined
}

/** All keys are replaced together or none. The number stays what it was once something was paid into it. */
export async function editChannelAccount(
  { db, vault }: Tools,
  { keys, ...input }: EditChannelAccount,
): Promise<{ channelAccountId: string }> {
  const keysHash = keys && vault.fingerprint(JSON.stringify(keys))
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'edit-channel-account', { ...input, keysHash }, async () => {
      const { actor, channelAccountId, name, enabled } = input
      const before = await lockChannelAccount(tx, channelAccountId)
      if (before.operatorAccountId) throw channelOperators({ channelAccountId })
      if (keys) await checkSameNumber(tx, before, keys)
      const account: ChannelAccount = {
        ...before,
        name: name?.trim() ?? before.name,
        enabled: enabled ?? before.enabled,
        ...(keys && sealedKeys(tx, vault, before.id, keys)),
      }
      await updateChannelAccount(tx, account)
      await audit(tx, {
        actor,
        action: 'channel.edited',
        subjectKind: 'channel_account',
        subjectId: channelAccountId,
        before: shownAccount(before),
        after: { ...shownAccount(account), keysReplaced: keys !== undefined },
      })
      return { channelAccountId }
    }),
  )
}

async function checkSameNumber(tx: Tx, before: ChannelAccount, keys: ChannelKeys): Promise<void> {
  if (keys.provider !== before.provider) throw channelProviderFixed({ provider: before.provider })
  if (hasSameNumbers(before, keys)) return
  if (await hasAttemptsOf(tx, before.id)) throw channelNumberFixed({ merchantNumber: before.merchantNumber })
}
