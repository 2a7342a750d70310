import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { Order } from '../../api/types'
import { Action } from '../../shared/action'
import { CodeDisplay } from '../../shared/code-display'
import { goInstead, goTab } from '../../shared/go'
import { Icon } from '../../shared/icon'
import { Money } from '../../shared/money'
import { Shell } from '../../shared/shell'
import { shownCode } from './shown-code'
import { useSettled, type Settling } from './use-settled'
import './index.scss'

const words = {
  confirming: '正在确认付款',
  confirmingHint: '钱到了会马上显示，请不要重复付款',
  scan: '请用手机扫码付款',
  tired: '还没有收到付款结果',
  tiredHint: '如果已经付款，稍后会自动到账；也可以再查一次',
  ask: '再查一次',
  order: '看订单',
  paid: '付款成功',
  card: '看我的卡',
  home: '回首页',
  closed: '订单已关闭',
  closedHint: '若已扣款，会原路退回',
  refused: '没能查到这笔订单',
}

export default function Paying() {
  const { order: orderId = '' } = useRouter().params
  const code = shownCode(orderId)
  const settling = useSettled(orderId, code !== undefined)
  const { order, refused } = settling

  if (refused !== undefined) return <Ended title={words.refused} hint={refused} />
  if (order === undefined || order.state === 'pending') {
    return <Waiting settling={settling} orderId={orderId} code={code} />
  }
  if (order.state === 'closed') return <Ended title={words.closed} hint={words.closedHint} />
  return <Paid order={order} />
}

function Waiting({
  settling,
  orderId,
  code,
}: {
  settling: Settling
  orderId: string
  code: string | undefined
}) {
  const { order, tired, again } = settling
  return (
    <Shell>
      <View className="paying">
        {code !== undefined && <CodeDisplay content={code} digits={false} />}
        {code === undefined && !tired && <View className="spinner paying-spinner" />}
        <View className="title">
          {tired ? words.tired : code === undefined ? words.confirming : words.scan}
        </View>
        {order !== undefined && <Money amountFen={order.totalFen} size={28} />}
        <View className="soft small">{tired ? words.tiredHint : words.confirmingHint}</View>
        {tired && <Action onPress={again}>{words.ask}</Action>}
        <Action look="quiet" onPress={() => goInstead('pages/order', { id: orderId })}>
          {words.order}
        </Action>
      </View>
    </Shell>
  )
}

function Paid({ order }: { order: Order }) {
  const cardId = order.lines.find((line) => line.cardId !== null)?.cardId
  return (
    <Shell>
      <View className="paying">
        <View className="paying-done">
          <Icon name="done" size="fill" />
        </View>
        <View className="title">{words.paid}</View>
        <Money amountFen={order.totalFen} size={32} />
        <View className="soft">{order.title}</View>
        {cardId && (
          <Action className="paying-wide" onPress={() => goInstead('pages/card', { id: cardId })}>
            {words.card}
          </Action>
        )}
        <Action
          look="second"
          className="paying-wide"
          onPress={() => goInstead('pages/order', { id: order.id })}
        >
          {words.order}
        </Action>
        <Action look="quiet" onPress={() => goTab('home')}>
          {words.home}
        </Action>
      </View>
    </Shell>
  )
}

function Ended({ title, hint }: { title: string; hint: string }) {
  return (
    <Shell>
      <View className="paying">
        <View className="title">{title}</View>
        <View className="soft">{hint}</View>
        <Action look="second" onPress={() => goTab('orders')}>
          {words.order}
        </Action>
      </View>
    </Shell>
  )
}
