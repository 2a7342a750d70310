import type { SmsPort } from '../channels/sms/port.ts'
import { inGlobal } from '../kernel/db.ts'
import type { Db } from '../kernel/db.ts'
import type { Log } from '../kernel/log.ts'
import type { Vault } from '../kernel/secrets.ts'
import {
  codeNotSent,
  dropCode,
  lifeSeconds,
  makeCode,
  resendSeconds,
} from '../modules/one-time-code/index.ts'

export type CodeSender = { db: Db; vault: Vault; log: Log; channels: { sms: SmsPort } }

/** Makes a code, commits it, and sends it. A lost answer may mean that it was sent, so then the code stays good. */
export async function sendOneTimeCode(
  { db, vault, log, channels }: CodeSender,
  { mobile }: { mobile: string },
): Promise<{ resendAfterSeconds: number; expiresInSeconds: number }> {
  const made = await inGlobal(db, (tx) => makeCode(tx, vault.fingerprint(mobile)))
  const minutes = lifeSeconds / 60
  const outcome = await channels.sms.send({
    mobile,
    template: 'one-time-code',
    parameters: { code: made.code },
    text: `【芝麻开门】验证码 ${made.code}，${minutes} 分钟内有效，请勿告诉他人。`,
    reference: made.id,
  })
  if (outcome.kind === 'refused' || (outcome.kind === 'unknown' && outcome.cause === 'rate-limited')) {
    log.warn({ outcome: outcome.kind }, 'a one-time code was not sent')
    await inGlobal(db, (tx) => dropCode(tx, made.id))
    throw codeNotSent()
  }
  return { resendAfterSeconds: resendSeconds, expiresInSeconds: lifeSeconds }
}
