import { PictureOutlined } from '@ant-design/icons'
import { Flex, Tag, Typography } from 'antd'
import { DateTime, timeText } from '../../../shared/date-time.tsx'
import type { Column } from '../../../shared/list/columns.ts'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import { savingPercent, type Product } from './product.ts'

const yuanCell = (fen: number) => yuanText(fen).replaceAll(',', '')

export function useProductColumns(): Column<Product>[] {
  const text = useText('products')
  const states = useText('states')
  const shelf = useShelfColumns()
  return [
    {
      key: 'name',
      title: text('name'),
      phone: 'heading',
      render: (product) => <NameCell product={product} />,
      exported: (product) => product.name,
    },
    {
      key: 'shape',
      title: text('shape'),
      render: (product) => text(`sells.${product.sells}`),
      exported: (product) => text(`sells.${product.sells}`),
    },
    {
      key: 'category',
      title: text('category'),
      phone: 'hidden',
      render: (product) => product.category || '–',
      exported: (product) => product.category,
    },
    {
      key: 'state',
      title: text('state'),
      phone: 'corner',
      render: (product) => <StateTag kind="product" state={product.state} />,
      exported: (product) => states(`product.${product.state}`),
    },
    {
      key: 'price',
      title: text('price'),
      align: 'right',
      phone: 'corner',
      render: (product) => <Money fen={product.priceFen} />,
      exported: (product) => yuanCell(product.priceFen),
    },
    {
      key: 'listValue',
      title: text('listValue'),
      align: 'right',
      render: (product) => <ListValue product={product} />,
      exported: (product) => yuanCell(product.listValueFen),
    },
    ...shelf,
  ]
}

/** How much is left, how much went, and since when it is as it is. */
function useShelfColumns(): Column<Product>[] {
  const text = useText('products')
  const stockText = (product: Product) =>
    product.stockLeft === null ? text('stock.unlimited') : text('stock.left', { count: product.stockLeft })
  return [
    {
      key: 'stock',
      title: text('stock'),
      align: 'right',
      render: (product) => (
        <Typography.Text
          type={product.stockLeft === null ? 'secondary' : product.stockLeft <= 5 ? 'danger' : undefined}
        >
          {stockText(product)}
        </Typography.Text>
      ),
      exported: (product) => product.stockLeft ?? text('stock.unlimited'),
    },
    {
      key: 'sold',
      title: text('sold'),
      align: 'right',
      render: (product) => product.sold,
      exported: (product) => product.sold,
    },
    {
      key: 'updatedAt',
      title: text('updatedAt'),
      hidden: true,
      render: (product) => <DateTime at={product.updatedAt} show="day" />,
      exported: (product) => timeText(product.updatedAt, 'second'),
    },
  ]
}

function NameCell({ product }: { product: Product }) {
  const [cover] = product.imageUrls
  return (
    <Flex align="center" gap={12}>
      <span className="sesame-thumb">
        {cover ? <img src={cover} alt="" loading="lazy" /> : <PictureOutlined aria-hidden="true" />}
      </span>
      <span style={{ minWidth: 0 }}>
        <span style={{ display: 'block', fontWeight: 500 }}>{product.name}</span>
        {product.cardTypeName && (
          <Typography.Text type="secondary" style={{ fontSize: 12, fontWeight: 400 }}>
            {product.cardTypeName}
          </Typography.Text>
        )}
      </span>
    </Flex>
  )
}

function ListValue({ product }: { product: Product }) {
  const text = useText('products')
  const percent = savingPercent(product.priceFen, product.listValueFen)
  if (product.shape === 'single') return <span aria-hidden="true">–</span>
  return (
    <Flex gap={8} justify="flex-end" align="center">
      {percent > 0 && (
        <Tag color="gold" style={{ margin: 0 }}>
          {text('saving', { percent })}
        </Tag>
      )}
      <Money fen={product.listValueFen} />
    </Flex>
  )
}
