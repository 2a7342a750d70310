import { useMemo } from 'react'
import { Image, View } from '@tarojs/components'
import { qrImage } from './qr-image'

/** A code to be scanned, with its digits for whoever has to type them. */
export function CodeDisplay({ content, digits = true }: { content: string; digits?: boolean }) {
  const image = useMemo(() => qrImage(content), [content])
  return (
    <View className="code">
      <Image className="code-image" src={image} ariaLabel={`二维码 ${content}`} />
      {digits && <View className="code-digits">{grouped(content)}</View>}
    </View>
  )
}

function grouped(content: string): string {
  return /^\d{8,}$/.test(content) ? content.replace(/(\d{4})(?=\d)/g, '$1 ') : content
}
