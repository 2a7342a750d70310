import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { listCards } from '../../api/cards'
import { Action } from '../../shared/action'
import { CardFace } from '../../shared/card-face'
import { go, goTab } from '../../shared/go'
import { Empty, SignInFirst } from '../../shared/notices'
import { Answer, Shell } from '../../shared/shell'
import { currentShop } from '../../shared/shop'
import { useAgainOnShow } from '../../shared/use-again-on-show'
import { useAsked } from '../../shared/use-asked'
import { useSignedIn } from '../../shared/use-signed-in'

const words = { none: '还没有卡', noneHint: '买一张套餐卡，就会在这里', shop: '去看看' }

export default function Cards() {
  const signedIn = useSignedIn('customer')
  return <Shell>{signedIn && currentShop() !== '' ? <Held /> : <SignInFirst />}</Shell>
}

function Held() {
  const cards = useAsked(() => listCards(currentShop()), [])
  useAgainOnShow(cards)
  usePullDownRefresh(() => {
    void cards.again().finally(() => Taro.stopPullDownRefresh())
  })
  return (
    <Answer asked={cards}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={words.none} hint={words.noneHint} icon="cards">
            <Action small onPress={() => goTab('home')}>
              {words.shop}
            </Action>
          </Empty>
        ) : (
          items.map((card) => (
            <CardFace key={card.id} card={card} onPress={() => go('pages/card', { id: card.id })} />
          ))
        )
      }
    </Answer>
  )
}
