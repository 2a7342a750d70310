import { Image, View } from '@tarojs/components'
import type { Product } from '../../api/types'

/** A product without a picture is known by its first character. */
export function ProductImage({ product }: { product: Product }) {
  const [first] = product.imageUrls
  if (first !== undefined) return <Image className="product-image" src={first} mode="aspectFill" lazyLoad />
  return (
    <View className={`product-image product-letter product-${product.shape}`}>
      {product.name.slice(0, 1)}
    </View>
  )
}
