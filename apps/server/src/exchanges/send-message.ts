import { sendSubscribeMessage } from '../channels/wechat-open/messages.ts'
import { endMessage, prepareMessage } from '../flows/messages/prepare-message.ts'
import type { Parts } from './parts.ts'

const noConsent = '43101'

/**
 * The consent is used up before the call. So nobody is told twice: an answer that never came ends the message as
 * failed, and it is not sent again.
 */
export async function sendMessage(
  parts: Parts,
  of: { merchantId: string; messageId: string },
): Promise<void> {
  const prepared = await prepareMessage(parts, of)
  if (!prepared) return
  const { app, ...message } = prepared
  const outcome = await sendSubscribeMessage(parts.channels.wechatOpen, app, message)
  switch (outcome.kind) {
    case 'ok':
      return endMessage(parts.db, { ...of, state: 'sent', note: '' })
    case 'refused': {
      const state = outcome.code === noConsent ? 'skipped' : 'failed'
      return endMessage(parts.db, { ...of, state, note: `${outcome.code} ${outcome.message}` })
    }
    case 'unknown':
      return endMessage(parts.db, { ...of, state: 'failed', note: `${outcome.cause} ${outcome.detail}` })
  }
}

/** One after the other; run again it goes on with those that still wait. */
export async function sendMessages(
  parts: Parts,
  { merchantId, messageIds }: { merchantId: string; messageIds: readonly string[] },
): Promise<void> {
  for (const messageId of messageIds) await sendMessage(parts, { merchantId, messageId })
}
