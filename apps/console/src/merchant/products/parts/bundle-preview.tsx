import type { CardType } from '@sesame/contract/catalog'
import type { Static } from '@sesame/contract/schema'
import { Alert, Flex, Typography } from 'antd'
import { CardFace } from '../../../shared/card-face.tsx'
import { Facts } from '../../../shared/facts.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { useSession } from '../../../shared/session.ts'
import { useText } from '../../../shared/text.ts'
import type { PartValues, ProductValues } from './product-values.ts'
import { savingPercent, type Product } from './product.ts'
import type { BundleValues } from './use-bundle-values.ts'

type BundlePreviewProps = {
  typed: Partial<ProductValues>
  type: Static<typeof CardType> | undefined
  products: Product[]
  values: BundleValues
}

/** The card that this bundle will sell, and whether its sums are right. */
export function BundlePreview({ typed, type, products, values }: BundlePreviewProps) {
  const text = useText('products')
  const { merchant } = useSession('merchant')
  const items = (typed.items ?? []).filter((item): item is PartValues => item !== undefined)
  return (
    <div className="sesame-bundle-preview">
      <CardFace
        color={type?.faceColor ?? '#7C8580'}
        name={typed.name || text('shape.bundle')}
        shop={merchant.name}
        corner={type?.name ?? text('cardType')}
        foot={typed.priceFen ? <Money fen={typed.priceFen} size="large" /> : <span />}
      >
        <Lines items={items} products={products} />
      </CardFace>
      <div style={{ flex: '1 1 240px', minWidth: 0 }}>
        {values.error && <Alert type="error" showIcon title={values.error.message} />}
        <Sums typed={typed} items={items} values={values} />
      </div>
    </div>
  )
}

function Lines({ items, products }: { items: PartValues[]; products: Product[] }) {
  const text = useText('products')
  return items.map((item, index) => {
    const product = products.find((one) => one.id === item.productId)
    const words =
      item.kind === 'visits'
        ? text('bundle.line.visits', {
            name: product?.name ?? '…',
            count: item.visits ?? 0,
            unit: product?.unit ?? '',
          })
        : text('bundle.line.value', { amount: `¥${yuanText(item.valueFen ?? 0)}` })
    return (
      <div key={index}>
        {item.gift && `[${text('bundle.gift')}] `}
        {words}
      </div>
    )
  })
}

function Sums({
  typed,
  items,
  values,
}: Pick<BundlePreviewProps, 'typed' | 'values'> & { items: PartValues[] }) {
  const text = useText('products')
  const { listValueFen } = values
  const priceFen = typed.priceFen ?? 0
  if (listValueFen === undefined)
    return values.error ? null : <Typography.Text type="secondary">{text('parts.waiting')}</Typography.Text>
  const total = items.reduce((sum, _, place) => sum + (values.computedFenOf(place) ?? 0), 0)
  const percent = savingPercent(priceFen, listValueFen)
  return (
    <Flex vertical>
      <Facts
        facts={[
          { label: text('listValue'), value: <Money fen={listValueFen} /> },
          { label: text('parts.total'), value: <Money fen={total} />, strong: true },
          percent > 0 && {
            label: text('saving', { percent }),
            value: text('preview.saved', { amount: `¥${yuanText(listValueFen - priceFen)}` }),
          },
        ]}
      />
    </Flex>
  )
}
