import { catalogRoutes } from '@sesame/contract/catalog'
import { useCommand } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { useText } from '../../../shared/text.ts'
import type { Product } from './product.ts'

/** Lists what is not on sale, delists what is. */
export function ShelfButton({ product }: { product: Product }) {
  const text = useText('products')
  const notice = useNotice()
  const list = useCommand(catalogRoutes.listProduct, { quiet: true })
  const delist = useCommand(catalogRoutes.delistProduct, { quiet: true })
  const listed = product.state === 'listed'
  const word = listed ? 'delist' : 'list'
  return (
    <ConfirmButton
      danger={listed}
      label={text(word)}
      title={text(`${word}.title`, { name: product.name })}
      hint={text(`${word}.hint`)}
      facts={[
        { label: text('price'), value: <Money fen={product.priceFen} />, strong: true },
        product.shape === 'bundle' && {
          label: text('listValue'),
          value: <Money fen={product.listValueFen} />,
        },
        { label: text('stock'), value: product.stockLeft ?? text('stock.unlimited') },
        listed && { label: text('sold'), value: product.sold },
      ]}
      onConfirm={async () => {
        await (listed ? delist : list).send({ params: { productId: product.id } })
        notice.done(text(listed ? 'delisted.done' : 'listed.done'))
      }}
    />
  )
}
