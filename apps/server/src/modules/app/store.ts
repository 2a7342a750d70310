import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { appNotFound } from './rules.ts'
import type { AppKind } from './rules.ts'

export type App = {
  id: string
  kind: AppKind
  name: string
  appId: string
  secretSealed: Buffer | null
  channelAccountId: string | null
}

const columns = sql`id, kind, name, app_id as "appId", secret_sealed as "secretSealed",
  channel_account_id as "channelAccountId"`

export async function listApps(tx: Tx): Promise<App[]> {
  return tx.query(sql<App>`
    select ${columns} from app where merchant_id = ${tx.merchantId} order by created_at, id limit 100`)
}

/** By the id that the provider gave it, as a client names it. */
export async function findApp(tx: Tx, appId: string): Promise<App | undefined> {
  return tx.one(sql<App>`
    select ${columns} from app where merchant_id = ${tx.merchantId} and app_id = ${appId}`)
}

export async function lockApp(tx: Tx, id: string): Promise<App> {
  const app = await tx.one(sql<App>`
    select ${columns} from app where merchant_id = ${tx.merchantId} and id = ${id} for update`)
  if (!app) throw appNotFound()
  return app
}

/** False when the merchant has this app already. */
export async function insertApp(tx: Tx, app: App): Promise<boolean> {
  const row = await tx.one(sql`
    insert into app (merchant_id, id, kind, name, app_id, secret_sealed, channel_account_id, created_at)
    values (${tx.merchantId}, ${app.id}, ${app.kind}, ${app.name}, ${app.appId}, ${app.secretSealed},
      ${app.channelAccountId}, ${tx.now})
    on conflict (merchant_id, app_id) do nothing returning true`)
  return row !== undefined
}

export async function updateApp(tx: Tx, app: App): Promise<void> {
  await tx.query(sql`
    update app set name = ${app.name}, secret_sealed = ${app.secretSealed},
      channel_account_id = ${app.channelAccountId}
    where merchant_id = ${tx.merchantId} and id = ${app.id}`)
}

const contextOf = (id: string): string => `app:${id}`

export function sealSecret(vault: Vault, id: string, secret: string): Buffer {
  return vault.seal(secret, contextOf(id))
}

/** Undefined for an app without one, such as an Alipay app, whose keys are its channel account's. */
export function secretOf(vault: Vault, app: App): string | undefined {
  return app.secretSealed ? vault.open(app.secretSealed, contextOf(app.id)).toString('utf8') : undefined
}
