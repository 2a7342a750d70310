export const outbox = {
  purpose: '付款、核销、退款之后发给用户的订阅消息：发了没有，没发是为什么。',
  at: '产生时间',
  merchant: '商户',
  event: '事件',
  state: '状态',
  note: '说明',
  sentAt: '发送时间',
  'event.order.paid': '付款成功',
  'event.card.redeemed': '卡被核销',
  'event.refund.succeeded': '退款到账',
  'empty.hint': '用户付款、核销或退款之后，这里会出现一条消息。',
} as const
