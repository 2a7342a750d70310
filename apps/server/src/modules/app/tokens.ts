import { sql } from 'kysely'
import type { AccessToken, TokenStore } from '../../channels/wechat-open/token-store.ts'
import { inGlobal } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { withLock } from '../../kernel/locks.ts'
import type { Vault } from '../../kernel/secrets.ts'

type Sealed = { token: string; forcedAt?: string }

/** The one access token of each app, for all processes: each renewal may end the life of the token before. */
export function openTokenStore(db: Db, vault: Vault): TokenStore {
  const get = async (appId: string): Promise<AccessToken | undefined> => {
    const row = await inGlobal(db, (tx) =>
      tx.one(sql<{ sealed: Buffer; expiresAt: Date }>`
        select token_sealed as sealed, expires_at as "expiresAt" from app_token where app_id = ${appId}`),
    )
    if (!row) return undefined
    const { token, forcedAt } = JSON.parse(vault.open(row.sealed, contextOf(appId)).toString()) as Sealed
    return { token, expiresAt: row.expiresAt, ...(forcedAt && { forcedAt: new Date(forcedAt) }) }
  }
  const save = (appId: string, { token, expiresAt, forcedAt }: AccessToken): Promise<unknown> => {
    const plain = JSON.stringify({ token, ...(forcedAt && { forcedAt: forcedAt.toISOString() }) })
    const sealed = vault.seal(plain, contextOf(appId))
    return inGlobal(db, (tx) =>
      tx.query(sql`
        insert into app_token (app_id, token_sealed, expires_at) values (${appId}, ${sealed}, ${expiresAt})
        on conflict (app_id) do update set token_sealed = excluded.token_sealed, expires_at = excluded.expires_at`),
    )
  }
  return {
    get,
    renew: (appId, make) =>
      withLock(db, `app token ${appId}`, async () => {
        const made = await make(await get(appId))
        await save(appId, made)
        return made
      }),
  }
}

const contextOf = (appId: string): string => `app-token:${appId}`
