import type { ReactNode } from 'react'
import { View } from '@tarojs/components'
import type { Card, CardSummary } from '../api/types'
import { Money } from './money'
import { cardWords } from './words'

const words = {
  value: '储值余额',
  prepaid: '预付余额',
  bonus: '赠送余额',
  visits: '剩余次数',
  gifted: (count: number) => `含赠 ${count}`,
  gift: '赠送',
  times: '次',
}

/** A card as it lies among others: how much is left in all. */
export function CardFace({ card, onPress }: { card: CardSummary; onPress?: () => void }) {
  return (
    <Face card={card} onPress={onPress}>
      {card.visitsLeft > 0 && <Count name={words.visits} count={card.visitsLeft} unit={words.times} />}
      {card.principalFen > 0 && <Amount name={words.prepaid} amountFen={card.principalFen} />}
      {card.bonusFen > 0 && <Amount name={words.bonus} amountFen={card.bonusFen} />}
    </Face>
  )
}

/** A card opened: what is left of each thing it holds. */
export function OpenCardFace({ card }: { card: Card }) {
  const empty = card.holdings.length === 0
  return (
    <Face card={card}>
      {card.holdings.map((one) => (
        <Count
          key={one.productId}
          name={one.productName}
          count={one.visitsLeft + one.giftVisitsLeft}
          unit={unitOf(one)}
        />
      ))}
      {(card.valuePrincipalFen > 0 || empty) && (
        <Amount name={words.value} amountFen={card.valuePrincipalFen} />
      )}
      {card.bonusFen > 0 && <Amount name={words.bonus} amountFen={card.bonusFen} />}
    </Face>
  )
}

function unitOf(holding: Card['holdings'][number]): string {
  const unit = holding.unit === '' ? words.times : holding.unit
  if (holding.giftVisitsLeft === 0) return unit
  return `${unit} ${holding.visitsLeft === 0 ? words.gift : words.gifted(holding.giftVisitsLeft)}`
}

function Face({ card, onPress, children }: { card: CardSummary; onPress?: () => void; children: ReactNode }) {
  return (
    <View
      className={`face ${card.state === 'active' ? '' : 'face-off'}`}
      style={{ backgroundColor: card.faceColor }}
      ariaRole={onPress === undefined ? undefined : 'button'}
      onClick={onPress}
    >
      <View className="face-head">
        <View className="face-name clip">{card.typeName}</View>
        <View className="face-state">{cardWords[card.state].word}</View>
      </View>
      <View className="face-left">{children}</View>
      <View className="face-number figures">
        {card.number} {card.customerName}
      </View>
    </View>
  )
}

function Amount({ name, amountFen }: { name: string; amountFen: number }) {
  return (
    <View>
      <View className="face-label">{name}</View>
      <Money amountFen={amountFen} size={24} />
    </View>
  )
}

function Count({ name, count, unit }: { name: string; count: number; unit: string }) {
  return (
    <View>
      <View className="face-label clip">{name}</View>
      <View className="face-count">
        {count}
        <View className="face-unit">{unit}</View>
      </View>
    </View>
  )
}
