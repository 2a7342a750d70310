import { View } from '@tarojs/components'
import { getMe, logout } from '../../api/login'
import { newKey } from '../../api/key'
import { tokenOf } from '../../api/session'
import type { Person } from '../../api/types'
import { confirm, go, goTab } from '../../shared/go'
import { Icon, type IconName } from '../../shared/icon'
import { Answer, Shell } from '../../shared/shell'
import { useAgainOnShow } from '../../shared/use-again-on-show'
import { useAsked } from '../../shared/use-asked'
import { useSignedIn } from '../../shared/use-signed-in'
import './index.scss'

const words = {
  guest: '登录',
  guestHint: '看自己的卡和订单',
  friend: '你好',
  noMobile: '还没有绑定手机号',
  bind: '绑定手机号',
  cards: '我的卡',
  orders: '我的订单',
  payouts: '我的收款',
  shop: '换一家店',
  staff: '员工入口',
  staffOn: '扫码核销',
  leave: '退出登录',
  leaveHint: '退出后，这台手机上看不到你的卡和订单。',
}

export default function Me() {
  const signedIn = useSignedIn('customer')
  const isStaff = useSignedIn('staff')

  async function leave() {
    if (!(await confirm(words.leave, words.leaveHint, words.leave))) return
    await logout(newKey()).catch(() => undefined)
    goTab('home')
  }

  return (
    <Shell>
      {signedIn ? <Known key={tokenOf('customer')} /> : <Guest />}
      <View className="panel me-list">
        <Entry icon="cards" name={words.cards} onPress={() => goTab('cards')} />
        <Entry icon="orders" name={words.orders} onPress={() => goTab('orders')} />
        {signedIn && <Entry icon="done" name={words.payouts} onPress={() => go('pages/payouts')} />}
        <Entry icon="shop" name={words.shop} onPress={() => go('pages/shops')} />
      </View>
      <View className="panel me-list">
        <Entry
          icon={isStaff ? 'scan' : 'staff'}
          name={isStaff ? words.staffOn : words.staff}
          onPress={() => go(isStaff ? 'staff/scan' : 'staff/login')}
        />
      </View>
      {signedIn && (
        <View className="panel me-list">
          <Entry icon="out" name={words.leave} onPress={() => void leave()} />
        </View>
      )}
    </Shell>
  )
}

function Guest() {
  return (
    <View className="me-head" ariaRole="button" onClick={() => go('pages/login')}>
      <View className="me-mark" />
      <View className="grow">
        <View className="title">{words.guest}</View>
        <View className="soft small">{words.guestHint}</View>
      </View>
      <Icon name="next" size="small" />
    </View>
  )
}

function Known() {
  const me = useAsked(getMe, [])
  useAgainOnShow(me)
  return <Answer asked={me}>{(person) => <Head person={person} />}</Answer>
}

function Head({ person }: { person: Person }) {
  return (
    <View className="me-head">
      <View className="me-mark" />
      <View className="grow">
        <View className="title clip">{person.name === '' ? words.friend : person.name}</View>
        <View className="soft small figures">{person.mobile ?? words.noMobile}</View>
      </View>
      {person.mobile === null && (
        <View className="tag tone-primary" ariaRole="button" onClick={() => go('pages/login', { bind: 1 })}>
          {words.bind}
        </View>
      )}
    </View>
  )
}

function Entry({ icon, name, onPress }: { icon: IconName; name: string; onPress: () => void }) {
  return (
    <View className="row me-entry" ariaRole="button" onClick={onPress}>
      <Icon name={icon} />
      <View className="grow">{name}</View>
      <Icon name="next" size="small" />
    </View>
  )
}
