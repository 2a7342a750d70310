import { View } from '@tarojs/components'
import type { Product } from '../../api/types'
import { Money } from '../../shared/money'

const words = { title: '卡里有什么', value: '储值', gift: '赠', worth: '折合', times: '次', card: '卡种' }
type Item = Product['items'][number]

export function Inside({ product }: { product: Product }) {
  return (
    <View className="panel">
      <View className="panel-title">{words.title}</View>
      {product.items.map((item, index) => (
        <Part key={index} item={item} />
      ))}
      {product.cardTypeName !== null && (
        <View className="row">
          <View className="row-name">{words.card}</View>
          <View>{product.cardTypeName}</View>
        </View>
      )}
    </View>
  )
}

function Part({ item }: { item: Item }) {
  return (
    <View className="row">
      <View className="grow">
        {item.kind === 'visits' ? `${item.productName ?? ''} × ${item.visits} ${words.times}` : words.value}
        {item.computedFen > 0 && (
          <View className="soft small">
            {words.worth} <Money amountFen={item.computedFen} size={13} />
          </View>
        )}
      </View>
      {item.gift && <View className="tag tone-accent">{words.gift}</View>}
      {item.kind === 'stored-value' && <Money amountFen={item.valueFen} />}
    </View>
  )
}
