import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { closeOrder, getOrder } from '../../api/orders'
import type { Order as PlacedOrder } from '../../api/types'
import { Action } from '../../shared/action'
import { DateText } from '../../shared/date-text'
import { confirm, go } from '../../shared/go'
import { Money } from '../../shared/money'
import { Answer, Shell } from '../../shared/shell'
import { currentShop } from '../../shared/shop'
import { StateTag } from '../../shared/state-tag'
import { useAgainOnShow } from '../../shared/use-again-on-show'
import { useAsked } from '../../shared/use-asked'
import { useCommand } from '../../shared/use-command'
import { orderWords } from '../../shared/words'
import { Facts } from './facts'
import { PaySheet } from './pay-sheet'
import './index.scss'

const words = {
  total: '合计',
  pay: '去支付',
  close: '取消订单',
  closeHint: '取消后这笔订单不能再付款。',
  card: '看我的卡',
  payBefore: '请在此之前付款：',
}

export default function Order() {
  const { id = '' } = useRouter().params
  const order = useAsked(() => getOrder({ shop: currentShop(), orderId: id }), [id])
  useAgainOnShow(order)
  return <Answer asked={order}>{(placed) => <Placed order={placed} onChanged={order.again} />}</Answer>
}

function Placed({ order, onChanged }: { order: PlacedOrder; onChanged: () => Promise<void> }) {
  const { word, tone } = orderWords[order.state]
  const pending = order.state === 'pending'
  return (
    <Shell foot={pending ? <PendingFoot order={order} onChanged={onChanged} /> : undefined}>
      <View className="panel">
        <View className="order-state">
          <View className="title grow">{order.title}</View>
          <StateTag word={word} tone={tone} />
        </View>
        {pending && order.expiresAt !== null && (
          <View className="soft small gap">
            {words.payBefore}
            <DateText at={order.expiresAt} />
          </View>
        )}
        {order.lines.map((line) => (
          <View key={line.id} className="row">
            <View className="grow">
              {line.name} × {line.quantity}
            </View>
            <Money amountFen={line.amountFen} />
          </View>
        ))}
        <View className="row">
          <View className="row-name">{words.total}</View>
          <Money amountFen={order.totalFen} size={22} />
        </View>
      </View>
      <CardLink order={order} />
      <Facts order={order} />
    </Shell>
  )
}

function CardLink({ order }: { order: PlacedOrder }) {
  const cardId = order.lines.find((line) => line.cardId !== null)?.cardId
  if (!cardId || order.state === 'pending' || order.state === 'closed') return null
  return (
    <Action look="second" className="order-card" onPress={() => go('pages/card', { id: cardId })}>
      {words.card}
    </Action>
  )
}

function PendingFoot({ order, onChanged }: { order: PlacedOrder; onChanged: () => Promise<void> }) {
  const [paying, setPaying] = useState(false)
  const close = useCommand(async (key) => {
    await closeOrder({ shop: currentShop(), orderId: order.id }, key)
    await onChanged()
  })

  async function askAndClose() {
    if (await confirm(words.close, words.closeHint, words.close)) await close.run()
  }

  return (
    <>
      <Action look="quiet" busy={close.busy} onPress={askAndClose}>
        {words.close}
      </Action>
      <Action className="foot-grow" onPress={() => setPaying(true)}>
        {words.pay}
      </Action>
      <PaySheet orderId={order.id} totalFen={order.totalFen} open={paying} onClose={() => setPaying(false)} />
    </>
  )
}
