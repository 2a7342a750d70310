import { Text } from '@tarojs/components'
import { dateTimeText, dayText, timeText } from './figures'

const shown = { day: dayText, time: timeText, both: dateTimeText }

export function DateText({ at, as = 'both' }: { at: string; as?: keyof typeof shown }) {
  return <Text className="figures">{shown[as](at)}</Text>
}
