import { inGlobal, inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import type { Vault } from '../../kernel/secrets.ts'
import {
  claimRefresh,
  findChannelAccount,
  findOperatorAccount,
  listCertificates,
  listKeyHolders,
  noteRefresh,
  openKeys,
  saveCertificates,
} from '../../modules/channel-account/index.ts'
import type { KeyHolder, NewCertificate, PlatformKey } from '../../modules/channel-account/index.ts'

/** A serial that nobody knows may be a renewal or a forgery; forgeries must not make us ask all the time. */
const secondsMin = 60

export const beginRefresh = (db: Db, accountId: string): Promise<boolean> =>
  inGlobal(db, (tx) => claimRefresh(tx, accountId, { secondsMin }))

export const keepCertificates = (
  db: Db,
  accountId: string,
  certificates: readonly NewCertificate[],
): Promise<void> => inGlobal(db, (tx) => saveCertificates(tx, accountId, certificates))

export const failRefresh = (db: Db, accountId: string, problem: string): Promise<void> =>
  inGlobal(db, (tx) => noteRefresh(tx, accountId, problem))

export const certificatesNow = (db: Db, account: Pick<KeyHolder, 'keyHolderId'>): Promise<PlatformKey[]> =>
  inGlobal(db, (tx) => listCertificates(tx, account.keyHolderId))

/** All accounts at WeChat Pay, page by page. */
export async function* wechatPayAccounts(db: Db) {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const page = await inGlobal(db, (tx) => listKeyHolders(tx, after, 500))
    if (page.length > 0) yield page
    if (page.length < 500) return
    after = page.at(-1)!.id
  }
}

/** Undefined where a public key was typed in and never a certificate: there is nothing to download then. */
export async function findCertificateUser(
  { db, vault }: { db: Db; vault: Vault },
  { accountId, merchantId }: { accountId: string; merchantId: string | null },
): Promise<KeyHolder | undefined> {
  const account =
    merchantId === null
      ? await inGlobal(db, (tx) => findOperatorAccount(tx, accountId))
      : await inMerchant(db, merchantId, (tx) => findChannelAccount(tx, accountId))
  if (!account) return undefined
  const keys = openKeys(vault, account)
  if (keys.provider !== 'wechat-pay') return undefined
  const typed = keys.platformKeys.map(({ id }) => id)
  const byKeyOnly = typed.length > 0 && typed.every((id) => id.startsWith('PUB_KEY_ID_'))
  return byKeyOnly && account.certificates.length === 0 ? undefined : account
}
