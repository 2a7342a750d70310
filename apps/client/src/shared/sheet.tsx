import type { ReactNode } from 'react'
import { View } from '@tarojs/components'
import { Icon } from './icon'

type Props = { title: string; open: boolean; onClose: () => void; children: ReactNode }

export function Sheet({ title, open, onClose, children }: Props) {
  if (!open) return null
  return (
    <View>
      <View className="sheet-cover" onClick={onClose} />
      <View className="sheet" ariaRole="dialog">
        <View className="sheet-head">
          <View>{title}</View>
          <View className="sheet-close" ariaRole="button" ariaLabel="关闭" onClick={onClose}>
            <Icon name="close" size="small" />
          </View>
        </View>
        {children}
      </View>
    </View>
  )
}
