import { useState } from 'react'
import { View } from '@tarojs/components'
import type { Product } from '../../api/types'
import { go } from '../../shared/go'
import { Money } from '../../shared/money'
import { Empty } from '../../shared/notices'
import { ProductImage } from './product-image'

const words = { bundle: '套餐卡', single: '单品', none: '这里还没有商品', soldOut: '已售完', each: '每' }
const shapes = ['bundle', 'single'] as const

export function Products({ products }: { products: Product[] }) {
  const filled = shapes.filter((shape) => products.some((product) => product.shape === shape))
  const [chosen, setChosen] = useState<Product['shape']>()
  const shape = chosen ?? filled[0]
  if (shape === undefined) return <Empty title={words.none} icon="shop" />

  return (
    <View>
      <View className="shapes">
        {filled.map((one) => (
          <View
            key={one}
            className={`shape ${one === shape ? 'shape-on' : ''}`}
            ariaRole="tab"
            onClick={() => setChosen(one)}
          >
            {words[one]}
          </View>
        ))}
      </View>
      {products
        .filter((product) => product.shape === shape)
        .map((product) => (
          <ProductCard key={product.id} product={product} />
        ))}
    </View>
  )
}

function ProductCard({ product }: { product: Product }) {
  return (
    <View className="panel product" ariaRole="button" onClick={() => go('pages/product', { id: product.id })}>
      <ProductImage product={product} />
      <View className="grow">
        <View className="product-name">{product.name}</View>
        <View className="soft small clip">{product.description}</View>
        <View className="product-foot">
          <Money amountFen={product.priceFen} size={20} className="product-price" />
          {product.shape === 'single' && product.unit !== '' && (
            <View className="soft small">
              {words.each}
              {product.unit}
            </View>
          )}
          {product.listValueFen > product.priceFen && (
            <Money amountFen={product.listValueFen} size={13} old />
          )}
          {product.stockLeft === 0 && <View className="tag tone-quiet">{words.soldOut}</View>}
        </View>
      </View>
    </View>
  )
}
