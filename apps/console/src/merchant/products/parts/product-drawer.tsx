import { catalogRoutes } from '@sesame/contract/catalog'
import { Button, Flex, Image, Typography } from 'antd'
import { useQueryOf } from '../../../shared/api.ts'
import { DateTime } from '../../../shared/date-time.tsx'
import { DetailDrawer } from '../../../shared/detail-drawer.tsx'
import { Facts } from '../../../shared/facts.tsx'
import { Answered } from '../../../shared/looks.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { Section } from '../../../shared/section.tsx'
import { useSession } from '../../../shared/session.ts'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import { BundleContents } from './bundle-contents.tsx'
import { savingPercent, type Product } from './product.ts'
import { ShelfButton } from './shelf-button.tsx'
import { StockButton } from './stock-button.tsx'

type ProductDrawerProps = {
  id: string | undefined
  onClose: () => void
  onEdit: (id: string) => void
  onCopy: (id: string) => void
}

export function ProductDrawer({ id, onClose, onEdit, onCopy }: ProductDrawerProps) {
  const menu = useText('menu')
  const text = useText('products')
  const { can } = useSession('merchant')
  const product = useQueryOf(
    catalogRoutes.getProduct,
    { params: { productId: id ?? '' } },
    { enabled: id !== undefined },
  )
  const known = product.data
  return (
    <DetailDrawer
      id={id}
      onClose={onClose}
      title={known?.name ?? menu('catalog.products')}
      aside={known && <StateTag kind="product" state={known.state} />}
      actions={
        known &&
        can('catalog.edit') && (
          <>
            <Button onClick={() => onCopy(known.id)}>{text('copy')}</Button>
            <StockButton product={known} />
            <ShelfButton product={known} />
            <Button type="primary" onClick={() => onEdit(known.id)}>
              {text('edit')}
            </Button>
          </>
        )
      }
    >
      <Answered query={product}>{(answer) => <ProductFacts product={answer} />}</Answered>
    </DetailDrawer>
  )
}

function ProductFacts({ product }: { product: Product }) {
  const text = useText('products')
  const percent = savingPercent(product.priceFen, product.listValueFen)
  const bundle = product.shape === 'bundle'
  return (
    <>
      <ProductPictures product={product} />
      <Facts
        facts={[
          { label: text('sells'), value: text(`sells.${product.sells}`) },
          product.cardTypeName !== null && { label: text('cardType'), value: product.cardTypeName },
          { label: text('category'), value: product.category || '–' },
          { label: text('price'), value: <Money fen={product.priceFen} />, strong: true },
          bundle && {
            label: text('listValue'),
            value: (
              <Flex gap={8} justify="flex-end">
                {percent > 0 && (
                  <Typography.Text type="warning">{text('saving', { percent })}</Typography.Text>
                )}
                <Money fen={product.listValueFen} />
              </Flex>
            ),
          },
          { label: text('unit'), value: product.unit },
          {
            label: text('stock'),
            value:
              product.stockLeft === null
                ? text('stock.unlimited')
                : text('stock.left', { count: product.stockLeft }),
          },
          { label: text('sold'), value: product.sold },
          { label: text('position'), value: product.position },
          product.sells === 'goods' && {
            label: text('byExpress'),
            value: text(`byExpress.${product.byExpress}`),
          },
          product.hiddenOnIos && { label: text('hiddenOnIos'), value: '✓' },
          { label: text('updatedAt'), value: <DateTime at={product.updatedAt} show="second" /> },
        ]}
      />
      {bundle && (
        <Section title={text('parts')}>
          <BundleContents product={product} />
        </Section>
      )}
      {product.description && (
        <Section title={text('description')}>
          <Typography.Paragraph style={{ whiteSpace: 'pre-wrap' }}>
            {product.description}
          </Typography.Paragraph>
        </Section>
      )}
    </>
  )
}

function ProductPictures({ product }: { product: Product }) {
  if (product.imageUrls.length === 0) return null
  return (
    <Image.PreviewGroup>
      <Flex gap={8} wrap style={{ marginBottom: 16 }}>
        {product.imageUrls.map((url) => (
          <Image
            key={url}
            src={url}
            alt={product.name}
            width={88}
            height={88}
            style={{ objectFit: 'cover', borderRadius: 8 }}
          />
        ))}
      </Flex>
    </Image.PreviewGroup>
  )
}
