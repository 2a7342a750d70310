import { useState } from 'react'
import Taro, { usePullDownRefresh } from '@tarojs/taro'
import type { OrderState } from '@sesame/contract/states.ts'
import { View } from '@tarojs/components'
import { listOrders } from '../../api/orders'
import type { OrderSummary } from '../../api/types'
import { DateText } from '../../shared/date-text'
import { go } from '../../shared/go'
import { Money } from '../../shared/money'
import { Empty, SignInFirst } from '../../shared/notices'
import { PagedList } from '../../shared/paged-list'
import { Shell } from '../../shared/shell'
import { currentShop } from '../../shared/shop'
import { StateTag } from '../../shared/state-tag'
import { useAgainOnShow } from '../../shared/use-again-on-show'
import { usePages } from '../../shared/use-pages'
import { useSignedIn } from '../../shared/use-signed-in'
import { orderWords } from '../../shared/words'
import './index.scss'

const words = { none: '还没有订单', noneHint: '买过的都会在这里' }
const filters: { word: string; state: OrderState | undefined }[] = [
  { word: '全部', state: undefined },
  { word: '待付款', state: 'pending' },
  { word: '已交付', state: 'fulfilled' },
  { word: '已完成', state: 'completed' },
  { word: '已退款', state: 'refunded' },
]

export default function Orders() {
  const signedIn = useSignedIn('customer')
  return <Shell>{signedIn && currentShop() !== '' ? <Placed /> : <SignInFirst />}</Shell>
}

function Placed() {
  const [state, setState] = useState<OrderState>()
  const orders = usePages((cursor) => listOrders(currentShop(), { state, cursor }), [state])
  useAgainOnShow(orders)
  usePullDownRefresh(() => {
    void orders.again().finally(() => Taro.stopPullDownRefresh())
  })

  return (
    <View>
      <View className="filters">
        {filters.map((filter) => (
          <View
            key={filter.word}
            className={`filter ${filter.state === state ? 'filter-on' : ''}`}
            ariaRole="tab"
            onClick={() => setState(filter.state)}
          >
            {filter.word}
          </View>
        ))}
      </View>
      <PagedList pages={orders} empty={<Empty title={words.none} hint={words.noneHint} icon="orders" />}>
        {(order) => <OrderCard key={order.id} order={order} />}
      </PagedList>
    </View>
  )
}

function OrderCard({ order }: { order: OrderSummary }) {
  return (
    <View className="panel" ariaRole="button" onClick={() => go('pages/order', { id: order.id })}>
      <View className="order-head">
        <View className="order-title clip">{order.title}</View>
        <StateTag {...orderWords[order.state]} />
      </View>
      <View className="order-foot">
        <View className="soft small">
          <DateText at={order.createdAt} />
        </View>
        <Money amountFen={order.totalFen} size={18} />
      </View>
    </View>
  )
}
