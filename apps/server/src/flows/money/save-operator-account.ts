import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import type { Vault } from '../../kernel/secrets.ts'
import {
  channelNumberFixed,
  channelProviderFixed,
  insertOperatorAccount,
  isGranted,
  lockOperatorAccount,
  numbersOf,
  updateOperatorAccount,
} from '../../modules/channel-account/index.ts'
import type { ChannelKeys, OperatorAccount } from '../../modules/channel-account/index.ts'
import { hasSameNumbers, sealedKeys, shownAccount } from './parts/sealed-keys.ts'

type Tools = { db: Db; vault: Vault }
/** In the operator's own books the command's key is kept, and the log written. */
type By = { operatorId: string; key: string; actor: Actor }

export type AddOperatorAccount = By & { name: string; keys: ChannelKeys }

/** A number by which the operator collects, for the merchants that it grants it to. */
export async function addOperatorAccount(
  { db, vault }: Tools,
  { keys, ...input }: AddOperatorAccount,
): Promise<{ operatorAccountId: string }> {
  const keysHash = vault.fingerprint(JSON.stringify(keys))
  return inMerchant(db, input.operatorId, (tx) =>
    once(tx, 'add-operator-account', { ...input, keysHash }, async () => {
      const id = tx.newId()
      const account = { id, provider: keys.provider, name: input.name.trim(), enabled: true }
      await insertOperatorAccount(tx, { ...account, ...sealedKeys(tx, vault, id, keys) })
      await audit(tx, {
        actor: input.actor,
        action: 'collecting.added',
        subjectKind: 'operator_channel_account',
        subjectId: id,
        after: { ...account, ...numbersOf(keys) },
      })
      return { operatorAccountId: id }
    }),
  )
}

export type EditOperatorAccount = By & {
  operatorAccountId: string
  name?: string | undefined
  enabled?: boolean | undefined
  keys?: ChannelKeys | undefined
}

/** As with a merchant's own: keys are replaced together, and the number stays once a merchant may use it. */
export async function editOperatorAccount(
  { db, vault }: Tools,
  { keys, ...input }: EditOperatorAccount,
): Promise<{ operatorAccountId: string }> {
  const keysHash = keys && vault.fingerprint(JSON.stringify(keys))
  return inMerchant(db, input.operatorId, (tx) =>
    once(tx, 'edit-operator-account', { ...input, keysHash }, async () => {
      const { actor, operatorAccountId, name, enabled } = input
      const before = await lockOperatorAccount(tx, operatorAccountId)
      if (keys && keys.provider !== before.provider) throw channelProviderFixed({ provider: before.provider })
      if (keys && !hasSameNumbers(before, keys) && (await isGranted(tx, before.id)))
        throw channelNumberFixed({ merchantNumber: before.merchantNumber })
      const account: OperatorAccount = {
        ...before,
        name: name?.trim() ?? before.name,
        enabled: enabled ?? before.enabled,
        ...(keys && sealedKeys(tx, vault, before.id, keys)),
      }
      await updateOperatorAccount(tx, account)
      await audit(tx, {
        actor,
        action: 'collecting.edited',
        subjectKind: 'operator_channel_account',
        subjectId: operatorAccountId,
        before: shownAccount(before),
        after: { ...shownAccount(account), keysReplaced: keys !== undefined },
      })
      return { operatorAccountId }
    }),
  )
}
