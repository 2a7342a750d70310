import { PlusOutlined } from '@ant-design/icons'
import { catalogRoutes } from '@sesame/contract/catalog'
import { Button } from 'antd'
import { useDetail } from '../../shared/detail-drawer.tsx'
import type { Filter } from '../../shared/list/filter-bar.tsx'
import { ListPage } from '../../shared/list/list-page.tsx'
import { useList } from '../../shared/list/use-list.ts'
import { useSession } from '../../shared/session.ts'
import { useStateChoices } from '../../shared/state-tag.tsx'
import { useText } from '../../shared/text.ts'
import { useProductColumns } from './parts/columns.tsx'
import { ProductDrawer } from './parts/product-drawer.tsx'
import { ProductEditor } from './parts/product-editor.tsx'
import { readPlace } from './parts/place.ts'
import './products.css'

export default function ProductsPage() {
  const menu = useText('menu')
  const text = useText('products')
  const { can } = useSession('merchant')
  const list = useList(catalogRoutes.listProducts)
  const columns = useProductColumns()
  const detail = useDetail()
  const place = readPlace(detail.id)
  const filters: Filter[] = [
    { kind: 'search', name: 'search', placeholder: text('search') },
    {
      kind: 'choice',
      name: 'shape',
      placeholder: text('shape'),
      choices: (['single', 'bundle'] as const).map((shape) => ({
        value: shape,
        label: text(`shape.${shape}`),
      })),
    },
    { kind: 'choice', name: 'state', placeholder: text('state'), choices: useStateChoices('product') },
  ]
  const add = can('catalog.edit') && (
    <>
      <Button icon={<PlusOutlined />} onClick={() => detail.open('new.single')}>
        {text('add.single')}
      </Button>
      <Button type="primary" icon={<PlusOutlined />} onClick={() => detail.open('new.bundle')}>
        {text('add.bundle')}
      </Button>
    </>
  )
  return (
    <ListPage
      title={menu('catalog.products')}
      purpose={text('purpose')}
      list={list}
      columns={columns}
      rowKey={(product) => product.id}
      filters={filters}
      onOpen={(product) => detail.open(product.id)}
      exportName={menu('catalog.products')}
      empty={{ hint: text('empty.hint') }}
      actions={add}
    >
      <ProductDrawer
        id={place?.at === 'shown' ? place.productId : undefined}
        onClose={detail.close}
        onEdit={(id) => detail.open(`edit.${id}`)}
        onCopy={(id) => detail.open(`copy.${id}`)}
      />
      {place && place.at !== 'shown' && can('catalog.edit') && (
        <ProductEditor
          key={detail.id}
          place={place}
          onClose={detail.close}
          onSaved={(id) => detail.open(id)}
        />
      )}
    </ListPage>
  )
}
