import { catalogRoutes } from '@sesame/contract/catalog'
import { Form } from 'antd'
import { useCommand } from '../../../shared/api.ts'
import { EditDrawer } from '../../../shared/edit-drawer.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import { BundleFields } from './bundle-fields.tsx'
import { bodyOf, valuesOf, type ProductValues } from './product-values.ts'
import type { Product } from './product.ts'
import { CommonFields, DeliveryField, PlaceFields, SellsField } from './single-fields.tsx'

type ProductFormProps = {
  shape: 'single' | 'bundle'
  /** What the form starts from. */
  pattern: Product | undefined
  /** Changes the pattern itself; else a new draft is made. */
  edits?: boolean
  onClose: () => void
  onSaved: (id: string) => void
}

export function ProductForm({ shape, pattern, edits = false, onClose, onSaved }: ProductFormProps) {
  const text = useText('products')
  const notice = useNotice()
  const [form] = Form.useForm<ProductValues>()
  const add = useCommand(catalogRoutes.addProduct)
  const edit = useCommand(catalogRoutes.editProduct)
  const edited = edits ? pattern : undefined
  const copyName = pattern && !edits ? text('copy.name', { name: pattern.name }) : undefined

  const submit = async (values: ProductValues) => {
    const body = bodyOf(shape, values)
    try {
      const saved = edited
        ? await edit.send({ params: { productId: edited.id }, body })
        : await add.send({ body })
      notice.done(text(saved.state === 'draft' ? 'saved.draft' : 'saved'))
      onSaved(saved.id)
    } catch {
      // useCommand has shown the refusal; the form stays as it was typed.
    }
  }
  return (
    <EditDrawer<ProductValues>
      id={edited?.id ?? 'new'}
      onClose={onClose}
      title={edited?.name ?? text(`add.${shape}`)}
      aside={<StateTag kind="product" state={edited?.state ?? 'draft'} />}
      form={form}
      initial={valuesOf(shape, pattern, copyName)}
      saving={add.sending || edit.sending}
      onSubmit={(values) => void submit(values)}
      width={shape === 'bundle' ? 760 : 560}
    >
      {shape === 'single' && <SellsField fixed={edited !== undefined} />}
      {shape === 'single' && <DeliveryField form={form} />}
      <CommonFields />
      {shape === 'bundle' && <BundleFields form={form} />}
      <PlaceFields />
    </EditDrawer>
  )
}
