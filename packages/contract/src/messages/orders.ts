import type { Messages } from './messages.ts'

export const orderMessages = {
  'order.not_found': { zh: '没有这个订单', en: 'There is no such order' },
  'order.not_pending': { zh: '订单已不是待支付状态', en: 'The order is no longer waiting for payment' },
  'order.expired': { zh: '订单已超时，请重新下单', en: 'The order has timed out; please order again' },
  'order.not_refundable': { zh: '这个订单现在不能退款', en: 'This order cannot be refunded now' },
  'order.mixed_kinds': {
    zh: '开卡、充值请与其他商品分开下单',
    en: 'Order cards and other products separately',
  },
  'order.quantity_wrong': { zh: '数量超出范围', en: 'The quantity is out of range' },
  'order.too_large': { zh: '订单金额太大', en: 'The order comes to too much' },
  'order.customer_required': { zh: '请先选择用户', en: 'Please choose the customer first' },
  'order.card_required': { zh: '请选择要充值的卡', en: 'Please choose the card to recharge' },
  'order.kind_wrong': { zh: '这个商品不能这样购买', en: 'This product is not sold in this way' },
  'order.tender_wrong': { zh: '这个订单不能用这种方式收款', en: 'This order cannot be paid in this way' },
  'order.lines_wrong': { zh: '商品清单不正确', en: 'The list of products is not valid' },
  'order.recharge_pending': {
    zh: '这张卡还有一笔待支付的充值',
    en: 'A recharge of this card is waiting for payment',
  },
  'shipment.not_due': { zh: '这个订单现在没有要寄的商品', en: 'This order has nothing to send now' },
  'shipment.reported': {
    zh: '发货信息已上报微信，不能再改',
    en: 'WeChat has been told of this parcel; it cannot be changed any more',
  },
  'shipment.mobile_needed': {
    zh: '顺丰需要收件人手机号后四位',
    en: "SF needs the last four digits of the receiver's mobile",
  },
  'stock.not_enough': { zh: '库存不足', en: 'Not enough in stock' },
  'stock.below_use': {
    zh: '库存不能少于已售和已占用的数量',
    en: 'Stock cannot be less than what is sold or held',
  },
} satisfies Messages
