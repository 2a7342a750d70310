import { View } from '@tarojs/components'
import type { Tender } from '@sesame/contract/states.ts'
import type { Order } from '../../api/types'
import { dateTimeText } from '../../shared/figures'
import { Money } from '../../shared/money'

const words = {
  number: '订单号',
  created: '下单时间',
  paid: '付款时间',
  tender: '付款方式',
  refunded: '已退款',
}
const tenderWords: Record<Tender, string> = {
  'wechat-pay': '微信支付',
  alipay: '支付宝',
  cash: '现金',
  card: '储值卡',
}

export function Facts({ order }: { order: Order }) {
  const facts = [
    [words.number, order.number],
    [words.created, dateTimeText(order.createdAt)],
    ...(order.paidAt === null ? [] : [[words.paid, dateTimeText(order.paidAt)]]),
    ...(order.tender === null ? [] : [[words.tender, tenderWords[order.tender]]]),
  ]
  return (
    <View className="panel">
      {facts.map(([name, fact]) => (
        <View key={name} className="row small">
          <View className="row-name">{name}</View>
          <View className="figures order-fact">{fact}</View>
        </View>
      ))}
      {order.refundedFen > 0 && (
        <View className="row small">
          <View className="row-name">{words.refunded}</View>
          <Money amountFen={order.refundedFen} />
        </View>
      )}
    </View>
  )
}
