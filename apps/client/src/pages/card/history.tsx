import { View } from '@tarojs/components'
import { listCardEvents } from '../../api/cards'
import type { CardEvent } from '../../api/types'
import { DateText } from '../../shared/date-text'
import { Money } from '../../shared/money'
import { Answer } from '../../shared/shell'
import { currentShop } from '../../shared/shop'
import { useAsked } from '../../shared/use-asked'

const words = { title: '使用记录', none: '还没有记录', times: '次' }

/** `seen` changes with what is left on the card, so a redemption shows up by itself. */
export function History({ cardId, seen }: { cardId: string; seen: string }) {
  const events = useAsked(() => listCardEvents({ shop: currentShop(), cardId }), [cardId, seen])
  return (
    <View className="panel">
      <View className="panel-title">{words.title}</View>
      <Answer asked={events}>
        {({ items }) =>
          items.length === 0 ? (
            <View className="soft">{words.none}</View>
          ) : (
            items.map((event) => <Event key={event.id} event={event} />)
          )
        }
      </Answer>
    </View>
  )
}

/** Visits are what a person counts; money is told only where no visit was. */
function Event({ event }: { event: CardEvent }) {
  const amountFen = event.principalFen + event.bonusFen
  return (
    <View className="row card-event">
      <View className="grow">
        <View>{event.title}</View>
        <View className="soft small">
          <DateText at={event.at} />
          {event.actorName === '' ? '' : ` · ${event.actorName}`}
        </View>
      </View>
      {event.visits !== 0 && (
        <View className="figures card-visits">
          {event.visits > 0 ? '+' : ''}
          {event.visits} {words.times}
        </View>
      )}
      {event.visits === 0 && amountFen !== 0 && <Money amountFen={amountFen} signed />}
    </View>
  )
}
