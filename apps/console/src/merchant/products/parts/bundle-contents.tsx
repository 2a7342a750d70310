import { Flex, Tag, Typography } from 'antd'
import { Money } from '../../../shared/money-text.tsx'
import { useText } from '../../../shared/text.ts'
import type { Product } from './product.ts'

/** What a bundle holds: each part with its share of the price, adding up to the price. */
export function BundleContents({ product }: { product: Product }) {
  const text = useText('products')
  return (
    <div>
      {product.items.map((item, index) => (
        <Flex key={index} justify="space-between" gap={12} className="sesame-more-row">
          <Flex gap={8} align="center" wrap>
            {item.kind === 'visits' ? (
              `${item.productName ?? ''} × ${item.visits}`
            ) : (
              <span>
                {text('part.stored-value')} <Money fen={item.valueFen} />
              </span>
            )}
            {item.gift && (
              <Tag color="gold" style={{ margin: 0 }}>
                {text('part.gift')}
              </Tag>
            )}
          </Flex>
          <Money fen={item.computedFen} {...(item.gift ? { tone: 'neutral' as const } : {})} />
        </Flex>
      ))}
      <Flex justify="space-between" gap={12} style={{ paddingTop: 10 }}>
        <Typography.Text type="secondary">{text('parts.total')}</Typography.Text>
        <strong>
          <Money fen={product.items.reduce((sum, item) => sum + item.computedFen, 0)} />
        </strong>
      </Flex>
    </div>
  )
}
