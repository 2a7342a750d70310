import { Segmented, Typography } from 'antd'
import { useState } from 'react'
import { Answered, EmptyLook } from '../../../../shared/looks.tsx'
import { useText } from '../../../../shared/text.ts'
import type { Product } from '../../counter-types.ts'
import { ProductTile } from './product-tile.tsx'
import { useListed } from './use-listed.ts'

type ProductGridProps = { search: string; onChoose: (product: Product) => void }
type Part = 'all' | 'bundle' | 'single'

export function ProductGrid({ search, onChoose }: ProductGridProps) {
  const text = useText('counter')
  const [part, setPart] = useState<Part>('all')
  const products = useListed(search, part === 'all' ? undefined : part)
  return (
    <>
      <Segmented<Part>
        value={part}
        onChange={setPart}
        style={{ marginBottom: 12 }}
        options={[
          { value: 'all', label: text('products.all') },
          { value: 'bundle', label: text('products.card') },
          { value: 'single', label: text('products.single') },
        ]}
      />
      <Answered query={products}>
        {({ items, isCut }) =>
          items.length === 0 ? (
            <EmptyLook
              title={search ? text('box.nothing', { words: search }) : text('products.empty')}
              {...(search ? {} : { hint: text('products.empty.hint') })}
            />
          ) : (
            <>
              <div className="counter-grid">
                {items.map((product) => (
                  <ProductTile key={product.id} product={product} onChoose={onChoose} />
                ))}
              </div>
              {isCut && (
                <Typography.Paragraph type="secondary" style={{ margin: '12px 0 0' }}>
                  {text('products.more', { count: items.length })}
                </Typography.Paragraph>
              )}
            </>
          )
        }
      </Answered>
    </>
  )
}
