import { ok, refused, type Outcome } from '../outcome.ts'
import type { WechatOpen } from './client.ts'
import type { WechatApp } from './request.ts'
import { checkSubscribeFields, type SubscribeFields } from './subscribe-fields.ts'

export type SubscribeMessage = {
  openId: string
  templateId: string
  /** A page of the mini-program, with its query; none = the message can't be tapped. */
  page?: string
  fields: SubscribeFields
  /** Which build opens; `formal` unless told. */
  miniProgramState?: 'formal' | 'trial' | 'developer'
}

/**
 * Sends one message, which uses up one consent of that customer for that template. Refused with 43101 when
 * there is none left: mark it used and don't try again. Wrong fields are refused with 47003 before
 * anything is sent.
 */
export async function sendSubscribeMessage(
  open: WechatOpen,
  app: WechatApp,
  message: SubscribeMessage,
): Promise<Outcome<'sent'>> {
  const problems = checkSubscribeFields(message.fields)
  if (problems.length > 0) {
    const list = problems.map(({ field, problem }) => `${field} ${problem}`).join(', ')
    return refused('47003', `not sent: ${list}`, 0)
  }
  const outcome = await open.call(app, '/cgi-bin/message/subscribe/send', {
    touser: message.openId,
    template_id: message.templateId,
    ...(message.page === undefined ? {} : { page: message.page }),
    miniprogram_state: message.miniProgramState ?? 'formal',
    lang: 'zh_CN',
    data: Object.fromEntries(Object.entries(message.fields).map(([field, value]) => [field, { value }])),
  })
  return outcome.kind === 'ok' ? ok('sent' as const) : outcome
}
