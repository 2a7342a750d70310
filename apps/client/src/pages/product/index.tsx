import { Image, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { getProduct } from '../../api/shop'
import type { Product as ProductOnSale } from '../../api/types'
import { Action } from '../../shared/action'
import { go } from '../../shared/go'
import { Money } from '../../shared/money'
import { Answer, Shell } from '../../shared/shell'
import { currentShop } from '../../shared/shop'
import { useAsked } from '../../shared/use-asked'
import { Inside } from './inside'
import './index.scss'

const words = { buy: '立即购买', soldOut: '已售完', stock: (left: number) => `余 ${left} 份` }

export default function Product() {
  const { id = '' } = useRouter().params
  const asked = useAsked(() => getProduct(currentShop(), id), [id])
  return <Answer asked={asked}>{(product) => <OnSale product={product} />}</Answer>
}

function OnSale({ product }: { product: ProductOnSale }) {
  const soldOut = product.stockLeft === 0
  const [photo] = product.imageUrls
  const foot = (
    <>
      <Money amountFen={product.priceFen} size={24} className="foot-grow" />
      <Action off={soldOut} onPress={() => go('pages/checkout', { product: product.id })}>
        {soldOut ? words.soldOut : words.buy}
      </Action>
    </>
  )
  return (
    <Shell foot={foot}>
      {photo !== undefined && <Image className="product-photo" src={photo} mode="aspectFill" />}
      <View className="panel">
        <View className="title">{product.name}</View>
        <View className="soft gap product-text">{product.description}</View>
        <View className="product-line">
          <Money amountFen={product.priceFen} size={26} className="product-amount" />
          {product.listValueFen > product.priceFen && (
            <Money amountFen={product.listValueFen} size={14} old />
          )}
          {product.stockLeft !== null && product.stockLeft > 0 && (
            <View className="soft small">{words.stock(product.stockLeft)}</View>
          )}
        </View>
      </View>
      {product.shape === 'bundle' && <Inside product={product} />}
    </Shell>
  )
}
