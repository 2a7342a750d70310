import { Text, View } from '@tarojs/components'
import { yuanText } from './figures'

type Props = { amountFen: number; size?: number; old?: boolean; signed?: boolean; className?: string }

/** Every amount is shown by this: small ¥, two decimals, figures of one width. */
export function Money({ amountFen, size = 16, old = false, signed = false, className = '' }: Props) {
  const sign = amountFen < 0 ? '-' : signed && amountFen > 0 ? '+' : ''
  return (
    <View className={`money ${old ? 'money-old' : ''} ${className}`} style={{ fontSize: `${size}px` }}>
      <Text className="money-sign">{sign}¥</Text>
      <Text>{yuanText(Math.abs(amountFen))}</Text>
    </View>
  )
}
