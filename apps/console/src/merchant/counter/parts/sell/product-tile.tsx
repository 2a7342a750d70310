import { CreditCardOutlined } from '@ant-design/icons'
import { Money } from '../../../../shared/money-text.tsx'
import { yuanText } from '../../../../shared/money.ts'
import { useText } from '../../../../shared/text.ts'
import type { Product } from '../../counter-types.ts'

type ProductTileProps = { product: Product; onChoose: (product: Product) => void }

export function ProductTile({ product, onChoose }: ProductTileProps) {
  const text = useText('counter')
  const soldOut = product.stockLeft !== null && product.stockLeft <= 0
  const [picture] = product.imageUrls
  return (
    <button
      type="button"
      className="counter-tile"
      disabled={soldOut}
      onClick={() => onChoose(product)}
      title={product.name}
    >
      <span className="counter-tile-head">
        {picture && <img src={picture} alt="" loading="lazy" width={36} height={36} />}
        <span className="counter-tile-name">
          {product.shape === 'bundle' && <CreditCardOutlined style={{ marginInlineEnd: 6 }} />}
          {product.name}
        </span>
      </span>
      <span className="counter-tile-note">
        {soldOut ? text('products.soldOut') : <Note product={product} />}
      </span>
      <span className="counter-tile-price">
        <Money fen={product.priceFen} />
        {product.unit && <small> / {product.unit}</small>}
      </span>
    </button>
  )
}

function Note({ product }: { product: Product }) {
  const text = useText('counter')
  if (product.shape === 'bundle' && product.listValueFen > product.priceFen)
    return <>{text('products.value', { amount: `¥${yuanText(product.listValueFen)}` })}</>
  if (product.stockLeft !== null) return <>{text('products.stock', { count: product.stockLeft })}</>
  return <>{product.category}</>
}
