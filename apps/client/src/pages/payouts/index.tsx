import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { View } from '@tarojs/components'
import { listPayouts } from '../../api/payouts'
import type { MyPayout } from '../../api/types'
import { confirmTransfer, environment } from '../../platform/index'
import { Action } from '../../shared/action'
import { DateText } from '../../shared/date-text'
import { say } from '../../shared/go'
import { Money } from '../../shared/money'
import { Empty, SignInFirst } from '../../shared/notices'
import { Answer, Shell } from '../../shared/shell'
import { currentShop } from '../../shared/shop'
import { StateTag } from '../../shared/state-tag'
import { useAgainOnShow } from '../../shared/use-again-on-show'
import { useAsked } from '../../shared/use-asked'
import { useSignedIn } from '../../shared/use-signed-in'
import { payoutWords } from '../../shared/words'

const words = {
  none: '还没有收款',
  noneHint: '店里发给你的佣金和奖金会在这里',
  take: '确认收款',
  taken: '已确认，稍后到账',
  left: '没有确认，24 小时内都可以再来',
  failed: '没有打开，请稍后再试',
  elsewhere: '请在微信里打开这一页来确认收款',
}

/** What a shop pays to who works there; WeChat wants a yes for each within a day. */
export default function Payouts() {
  const signedIn = useSignedIn('customer')
  return <Shell>{signedIn && currentShop() !== '' ? <Mine /> : <SignInFirst />}</Shell>
}

function Mine() {
  const payouts = useAsked(() => listPayouts(currentShop()), [])
  useAgainOnShow(payouts)
  usePullDownRefresh(() => {
    void payouts.again().finally(() => Taro.stopPullDownRefresh())
  })
  return (
    <Answer asked={payouts}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={words.none} hint={words.noneHint} icon="empty" />
        ) : (
          items.map((payout) => <Payout key={payout.id} payout={payout} again={payouts.again} />)
        )
      }
    </Answer>
  )
}

const canConfirm = environment === 'wechat-mini-program' || environment === 'wechat'

function Payout({ payout, again }: { payout: MyPayout; again: () => Promise<void> }) {
  const { confirmation } = payout
  async function take() {
    if (!confirmation) return
    const outcome = await confirmTransfer(confirmation)
    say({ confirming: words.taken, cancelled: words.left, failed: words.failed, leaving: '' }[outcome])
    await again()
  }
  return (
    <View className="panel">
      <View className="row">
        <View className="grow title clip">{payout.remark}</View>
        <StateTag {...payoutWords[payout.state]} />
      </View>
      <View className="row">
        <View className="grow soft small">
          <DateText at={payout.createdAt} />
        </View>
        <Money amountFen={payout.amountFen} size={18} />
      </View>
      {confirmation && canConfirm && <Action onPress={take}>{words.take}</Action>}
      {confirmation && !canConfirm && <View className="soft small">{words.elsewhere}</View>}
    </View>
  )
}
