import { catalogRoutes } from '@sesame/contract/catalog'
import { useQueryOf } from '../../../shared/api.ts'
import { DetailDrawer } from '../../../shared/detail-drawer.tsx'
import { Answered } from '../../../shared/looks.tsx'
import { useText } from '../../../shared/text.ts'
import type { EditorPlace } from './place.ts'
import { ProductForm } from './product-form.tsx'

type ProductEditorProps = { place: EditorPlace; onClose: () => void; onSaved: (id: string) => void }

/** A new product, a known one, or a copy of a known one. */
export function ProductEditor({ place, onClose, onSaved }: ProductEditorProps) {
  const menu = useText('menu')
  const known = useQueryOf(
    catalogRoutes.getProduct,
    { params: { productId: place.at === 'new' ? '' : place.productId } },
    { enabled: place.at !== 'new', staleTime: Number.POSITIVE_INFINITY },
  )
  if (place.at === 'new')
    return <ProductForm shape={place.shape} pattern={undefined} onClose={onClose} onSaved={onSaved} />
  if (known.data) {
    return (
      <ProductForm
        shape={known.data.shape}
        pattern={known.data}
        edits={place.at === 'edit'}
        onClose={onClose}
        onSaved={onSaved}
      />
    )
  }
  return (
    <DetailDrawer id={place.productId} onClose={onClose} title={menu('catalog.products')}>
      <Answered query={known}>{() => null}</Answered>
    </DetailDrawer>
  )
}
