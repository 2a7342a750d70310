import { View } from '@tarojs/components'
import type { Tone } from './words'

export function StateTag({ word, tone }: { word: string; tone: Tone }) {
  return <View className={`tag tone-${tone}`}>{word}</View>
}
