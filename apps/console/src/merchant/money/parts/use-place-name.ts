import { money } from '../../../shared/messages/zh/money.ts'
import { useText } from '../../../shared/text.ts'

type Place = { id: string; name: string }
const bonusMark = ' 赠金'

/** The server names the ends of the picture in Chinese; card types and products keep the merchant's names. */
export function usePlaceName(): (place: Place) => string {
  const text = useText('money')
  const nameOf = ({ id, name }: Place): string => {
    if (id === '储值') return text('place.value')
    if (id.endsWith(bonusMark)) {
      const own = id.slice(0, -bonusMark.length)
      return text('place.bonus', { name: nameOf({ id: own, name: own }) })
    }
    const key = `place.${id}`
    return key in money ? text(key as keyof typeof money) : name
  }
  return nameOf
}
