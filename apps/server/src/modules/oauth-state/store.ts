import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { GlobalTx } from '../../kernel/db.ts'
import { lifeMilliseconds } from './rules.ts'

export type OauthState = { merchantId: string; provider: 'wechat' | 'alipay'; appId: string }

const hash = (text: string) => createHash('sha256').update(text).digest('hex')

/** Remembers that this browser, and no other, went out to be authorised. Answers the state that it carries. */
export async function insertOauthState(
  tx: GlobalTx,
  { browser, returnTo, ...state }: OauthState & { browser: string; returnTo: string },
): Promise<string> {
  const word = tx.random(24).toString('base64url')
  await tx.query(sql`
    insert into oauth_state (state_hash, browser_hash, merchant_id, provider, app_id, return_to, created_at)
    values (${hash(word)}, ${hash(browser)}, ${state.merchantId}, ${state.provider}, ${state.appId}, ${returnTo},
      ${tx.now})`)
  return word
}

/** Good once, for ten minutes, from the browser that it was given to; else undefined. */
export async function useOauthState(
  tx: GlobalTx,
  { word, browser }: { word: string; browser: string },
): Promise<OauthState | undefined> {
  return tx.one(sql<OauthState>`
    update oauth_state set used_at = ${tx.now}
    where state_hash = ${hash(word)} and browser_hash = ${hash(browser)} and used_at is null
      and created_at > ${new Date(tx.now.getTime() - lifeMilliseconds)}
    returning merchant_id as "merchantId", provider, app_id as "appId"`)
}
