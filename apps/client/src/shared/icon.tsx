import { View } from '@tarojs/components'

export type IconName =
  | 'scan'
  | 'next'
  | 'close'
  | 'done'
  | 'clock'
  | 'shop'
  | 'phone'
  | 'staff'
  | 'refresh'
  | 'empty'
  | 'warning'
  | 'out'
  | 'home'
  | 'orders'
  | 'cards'

/** Drawn as a mask, so that it takes the colour of the text around it. */
export function Icon({ name, size = 'normal' }: { name: IconName; size?: 'small' | 'normal' | 'fill' }) {
  return <View className={`icon icon-${name} icon-${size}`} />
}
