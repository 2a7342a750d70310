import type { GlobalTx } from '../../../kernel/db.ts'
import type { Vault } from '../../../kernel/secrets.ts'
import { fingerprintsOf, numbersOf, sealKeys } from '../../../modules/channel-account/index.ts'
import type { ChannelKeys, ChannelNumbers, OperatorAccount } from '../../../modules/channel-account/index.ts'

/** All of an account's row that follows from its keys. */
export function sealedKeys(tx: GlobalTx, vault: Vault, keyHolderId: string, keys: ChannelKeys) {
  return {
    ...numbersOf(keys),
    fingerprints: fingerprintsOf(vault, keys, tx.now),
    keysSealed: sealKeys(vault, keyHolderId, keys),
  }
}

/** The same merchant at the same channel, whatever its keys are now. */
export function hasSameNumbers(before: ChannelNumbers, keys: ChannelKeys): boolean {
  const now = numbersOf(keys)
  return (Object.keys(now) as (keyof ChannelNumbers)[]).every((name) => now[name] === before[name])
}

/** What of an account goes into the audit log. */
export function shownAccount(account: Omit<OperatorAccount, 'keysSealed'>) {
  const { name, enabled, merchantNumber, subMerchantNumber, fingerprints } = account
  return {
    name,
    enabled,
    merchantNumber,
    ...(subMerchantNumber !== null && { subMerchantNumber }),
    fingerprints: fingerprints.map(({ fingerprint }) => fingerprint),
  }
}
