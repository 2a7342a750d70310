import type { SubscribeFields } from '../../channels/wechat-open/subscribe-fields.ts'
import { fitThing } from '../../channels/wechat-open/subscribe-fields.ts'
import { fen, fenToYuan } from '../../kernel/money.ts'
import type { MessageEvent } from './store.ts'

/**
 * What a subscribe message says, by the fields that its template must have: documented in the README, because
 * WeChat numbers them when the merchant chooses a template.
 */
export function fieldsOfMessage(event: MessageEvent, content: Record<string, unknown>): SubscribeFields {
  const text = (name: string) => (typeof content[name] === 'string' ? content[name] : '')
  const amount = `${fenToYuan(fen(Number(content.amountFen ?? 0)))}元`
  const at = shanghaiMinute(text('at'))
  const title = fitThing(text('title') || '订单')
  switch (event) {
    case 'order.paid':
      return { character_string1: text('number'), thing2: title, amount3: amount, time4: at }
    case 'card.redeemed':
      return { thing1: title, thing2: fitThing(text('left') || '已使用'), time3: at }
    case 'refund.succeeded':
      return { character_string1: text('number'), thing2: title, amount3: amount, time4: at }
  }
}

const eightHours = 8 * 3_600_000

function shanghaiMinute(iso: string): string {
  const local = new Date(Date.parse(iso) + eightHours).toISOString()
  return `${local.slice(0, 10)} ${local.slice(11, 16)}`
}

/** Where a tap on the message leads, in the customer app. */
export function pageOfMessage(
  event: MessageEvent,
  { shop, subjectId }: { shop: string; subjectId: string },
): string {
  return event === 'card.redeemed'
    ? `pages/cards/index?shop=${shop}`
    : `pages/order/index?shop=${shop}&id=${subjectId}`
}
