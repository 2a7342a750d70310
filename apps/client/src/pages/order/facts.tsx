import { View } from '@tarojs/components'
import { carriers } from '@sesame/contract/carriers.ts'
import type { RefundState, Tender } from '@sesame/contract/states.ts'
import type { Order } from '../../api/types'
import { dateTimeText } from '../../shared/figures'
import { Money } from '../../shared/money'

const words = {
  number: '订单号',
  created: '下单时间',
  paid: '付款时间',
  tender: '付款方式',
  refunded: '已退款',
  shipping: '发货',
  toSend: '等待发货',
}
const tenderWords: Record<Tender, string> = {
  'wechat-pay': '微信支付',
  alipay: '支付宝',
  cash: '现金',
  card: '储值卡',
}

/** What the customer hears of each refund; those that came to nothing are not told. */
const refundWords: Partial<Record<RefundState, string>> = {
  requested: '退款审核中',
  approved: '退款中',
  processing: '退款中',
  abnormal: '退款处理中',
  closed: '退款处理中',
  succeeded: '退款到账',
}

export function Facts({ order }: { order: Order }) {
  const facts = [
    [words.number, order.number],
    [words.created, dateTimeText(order.createdAt)],
    ...(order.paidAt === null ? [] : [[words.paid, dateTimeText(order.paidAt)]]),
    ...(order.tender === null ? [] : [[words.tender, tenderWords[order.tender]]]),
    ...(order.shipping === null ? [] : [[words.shipping, parcelText(order.shipping)]]),
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
      {order.refunds.map((refund) => {
        const word = refundWords[refund.state]
        return (
          word !== undefined && (
            <View key={refund.id} className="row small">
              <View className="row-name">
                {word} · {dateTimeText(refund.succeededAt ?? refund.createdAt)}
              </View>
              <Money amountFen={refund.amountFen} />
            </View>
          )
        )
      })}
    </View>
  )
}

function parcelText({ carrier, trackingNumber }: NonNullable<Order['shipping']>): string {
  return carrier === null ? words.toSend : `${carriers[carrier].zh} ${trackingNumber ?? ''}`
}
