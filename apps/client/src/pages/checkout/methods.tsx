import { View } from '@tarojs/components'
import type { OfferedMethod } from '../../api/types'
import { loginWay } from '../../platform'
import type { PaymentMethod } from '../../platform/types'
import { Action } from '../../shared/action'
import { goLogin } from '../../shared/go-login'
import { Icon } from '../../shared/icon'
import { paymentWords } from '../../shared/words'

const words = {
  title: '怎么付',
  none: '这家店暂时不能在这里付款，请到店里办理',
  unknown: '要在这里付款，先授权登录一次',
  authorise: '去授权',
}

type Props = {
  methods: OfferedMethod[]
  chosen: PaymentMethod | undefined
  onChoose: (method: PaymentMethod) => void
}

export function Methods({ methods, chosen, onChoose }: Props) {
  return (
    <View className="panel">
      <View className="panel-title">{words.title}</View>
      {methods.length === 0 && <NoMethod />}
      {methods.map(({ method, name }) => (
        <View
          key={method}
          className="row method"
          ariaRole="radio"
          ariaLabel={name}
          onClick={() => onChoose(method)}
        >
          <View className={`method-mark method-${paymentWords[method].brand}`}>{name.slice(0, 1)}</View>
          <View className="grow">
            <View>{name}</View>
            <View className="soft small">{paymentWords[method].note}</View>
          </View>
          <View className={`method-ring ${method === chosen ? 'method-ring-on' : ''}`}>
            {method === chosen && <Icon name="done" size="fill" />}
          </View>
        </View>
      ))}
    </View>
  )
}

/** Who signed in by mobile inside WeChat or Alipay is not known there yet, and can't pay until authorised. */
function NoMethod() {
  if (loginWay === null) return <View className="soft">{words.none}</View>
  return (
    <View>
      <View className="soft method-none">{words.unknown}</View>
      <Action small look="second" onPress={goLogin}>
        {words.authorise}
      </Action>
    </View>
  )
}
