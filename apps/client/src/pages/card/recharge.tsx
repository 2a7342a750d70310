import { View } from '@tarojs/components'
import { pendingRecharge } from '../../api/cards'
import { listRecharges } from '../../api/shop'
import type { Card, OrderSummary, Product } from '../../api/types'
import { go } from '../../shared/go'
import { Icon } from '../../shared/icon'
import { Money } from '../../shared/money'
import { Sheet } from '../../shared/sheet'
import { Answer } from '../../shared/shell'
import { currentShop } from '../../shared/shop'
import { useAsked } from '../../shared/use-asked'

const words = { title: '充值', pending: '上次的充值还没付完', goOn: '接着付', none: '这张卡现在不能充值' }

export function Recharge({ card, open, onClose }: { card: Card; open: boolean; onClose: () => void }) {
  return (
    <Sheet title={words.title} open={open} onClose={onClose}>
      <Offers card={card} onClose={onClose} />
    </Sheet>
  )
}

function Offers({ card, onClose }: { card: Card; onClose: () => void }) {
  const shop = currentShop()
  const offers = useAsked(
    () => Promise.all([pendingRecharge({ shop, cardId: card.id }), listRecharges(shop, card.typeId)]),
    [card.id],
  )

  function leave(page: string, query: Record<string, string>) {
    onClose()
    go(page, query)
  }

  return (
    <Answer asked={offers}>
      {([{ order }, products]) => (
        <>
          {order !== null && <Pending order={order} onPress={() => leave('pages/order', { id: order.id })} />}
          {order === null && products.length === 0 && <View className="soft">{words.none}</View>}
          {products.map((product) => (
            <Offer
              key={product.id}
              product={product}
              onPress={() => leave('pages/checkout', { product: product.id, card: card.id })}
            />
          ))}
        </>
      )}
    </Answer>
  )
}

/** A recharge that was begun comes before a new one (B41). */
function Pending({ order, onPress }: { order: OrderSummary; onPress: () => void }) {
  return (
    <View className="row card-pending" ariaRole="button" onClick={onPress}>
      <View className="grow">
        <View>{words.pending}</View>
        <Money amountFen={order.totalFen} size={18} />
      </View>
      <View className="tag tone-accent">{words.goOn}</View>
    </View>
  )
}

function Offer({ product, onPress }: { product: Product; onPress: () => void }) {
  return (
    <View className="row card-offer" ariaRole="button" onClick={onPress}>
      <View className="grow">
        <View>{product.name}</View>
        <View className="soft small clip">{product.description}</View>
      </View>
      <Money amountFen={product.priceFen} size={18} />
      <Icon name="next" size="small" />
    </View>
  )
}
