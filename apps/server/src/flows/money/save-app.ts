import type { BodyOf } from '@sesame/contract/route'
import type { channelRoutes } from '@sesame/contract/channels'
import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import type { Vault } from '../../kernel/secrets.ts'
import {
  appChannelMismatch,
  appIdTaken,
  appSecretRequired,
  insertApp,
  lockApp,
  needsSecret,
  providerOf,
  saveTemplates,
  sealSecret,
  updateApp,
} from '../../modules/app/index.ts'
import type { App, AppKind } from '../../modules/app/index.ts'
import { getChannelAccount } from '../../modules/channel-account/index.ts'

type Tools = { db: Db; vault: Vault }
type Body = BodyOf<typeof channelRoutes.addApp>
export type AddApp = { merchantId: string; key: string; actor: Actor } & Body
export type EditApp = Omit<AddApp, 'kind'> & { id: string }

/** A mini-program, official account or Alipay app, with the channel account by which it pays. */
export async function addApp({ db, vault }: Tools, input: AddApp): Promise<{ id: string }> {
  const { secret, ...shown } = input
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'add-app', { ...shown, secretHash: secret && vault.fingerprint(secret) }, async () => {
      const { kind, name, appId, channelAccountId, templates, actor } = input
      await checkChannel(tx, kind, channelAccountId)
      if (needsSecret(kind) && !secret) throw appSecretRequired({ kind })
      const id = tx.newId()
      const secretSealed = secret ? sealSecret(vault, id, secret) : null
      const app: App = { id, kind, name: name.trim(), appId, secretSealed, channelAccountId }
      if (!(await insertApp(tx, app))) throw appIdTaken({ appId })
      await saveTemplates(tx, appId, templates)
      const after = { kind, name, appId, channelAccountId, templates }
      await audit(tx, { actor, action: 'app.added', subjectKind: 'app', subjectId: id, after })
      return { id }
    }),
  )
}

/** Its kind and id are what it is and stay; without a new secret the stored one stays too. */
export async function editApp({ db, vault }: Tools, input: EditApp): Promise<{ id: string }> {
  const { secret, ...shown } = input
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'edit-app', { ...shown, secretHash: secret && vault.fingerprint(secret) }, async () => {
      const { id, name, appId, channelAccountId, templates, actor } = input
      const before = await lockApp(tx, id)
      if (before.appId !== appId) throw appIdTaken({ appId: before.appId })
      await checkChannel(tx, before.kind, channelAccountId)
      const secretSealed = secret ? sealSecret(vault, id, secret) : before.secretSealed
      await updateApp(tx, { ...before, name: name.trim(), channelAccountId, secretSealed })
      await saveTemplates(tx, appId, templates)
      const after = { name, channelAccountId, templates, secretReplaced: secret !== undefined }
      await audit(tx, { actor, action: 'app.edited', subjectKind: 'app', subjectId: id, after })
      return { id }
    }),
  )
}

async function checkChannel(tx: Tx, kind: AppKind, channelAccountId: string | null): Promise<void> {
  if (channelAccountId === null) return
  const account = await getChannelAccount(tx, channelAccountId)
  if (account.provider !== providerOf(kind)) throw appChannelMismatch({ kind, provider: account.provider })
}
