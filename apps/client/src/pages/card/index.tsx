import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { currentCard, getCard } from '../../api/cards'
import type { Card as HeldCard } from '../../api/types'
import { Action } from '../../shared/action'
import { CardFace, OpenCardFace } from '../../shared/card-face'
import { goInstead } from '../../shared/go'
import { Empty } from '../../shared/notices'
import { Answer, Shell } from '../../shared/shell'
import { currentShop } from '../../shared/shop'
import { useAgainOnShow } from '../../shared/use-again-on-show'
import { useAsked } from '../../shared/use-asked'
import { CardCodePanel } from './code-panel'
import { History } from './history'
import { Recharge } from './recharge'
import './index.scss'

const words = { choose: '用哪张卡？', none: '还没有卡', recharge: '充值' }

/** Without an id it shows the one card a person holds, or lets them choose (A9). */
export default function Card() {
  const { id } = useRouter().params
  return id === undefined ? <CurrentCard /> : <OneCard cardId={id} />
}

function CurrentCard() {
  const current = useAsked(() => currentCard(currentShop()), [])
  return (
    <Answer asked={current}>
      {({ card, choices }) => {
        if (card !== null) return <Opened card={card} onSpent={() => void current.again()} />
        if (choices.length === 0) return <Empty title={words.none} icon="cards" />
        return (
          <Shell>
            <View className="panel-title">{words.choose}</View>
            {choices.map((one) => (
              <CardFace key={one.id} card={one} onPress={() => goInstead('pages/card', { id: one.id })} />
            ))}
          </Shell>
        )
      }}
    </Answer>
  )
}

function OneCard({ cardId }: { cardId: string }) {
  const card = useAsked(() => getCard({ shop: currentShop(), cardId }), [cardId])
  useAgainOnShow(card)
  return <Answer asked={card}>{(held) => <Opened card={held} onSpent={() => void card.again()} />}</Answer>
}

function Opened({ card, onSpent }: { card: HeldCard; onSpent: () => void }) {
  const [recharging, setRecharging] = useState(false)
  const usable = card.state === 'active'
  const foot = usable ? (
    <Action className="foot-grow" look="second" onPress={() => setRecharging(true)}>
      {words.recharge}
    </Action>
  ) : undefined
  return (
    <Shell foot={foot}>
      <OpenCardFace card={card} />
      {usable && <CardCodePanel cardId={card.id} onRenewed={onSpent} />}
      <History cardId={card.id} seen={JSON.stringify([card.heldFen, card.bonusFen, card.holdings])} />
      <Recharge card={card} open={recharging} onClose={() => setRecharging(false)} />
    </Shell>
  )
}
