import { PlusOutlined } from '@ant-design/icons'
import { storeRoutes, type Store } from '@sesame/contract/staff'
import type { Static } from '@sesame/contract/schema'
import { Button } from 'antd'
import { useQueryOf } from '../../shared/api.ts'
import { useDetail } from '../../shared/detail-drawer.tsx'
import type { Column } from '../../shared/list/columns.ts'
import { ListPage } from '../../shared/list/list-page.tsx'
import { wholeList } from '../../shared/list/use-list.ts'
import { useSession } from '../../shared/session.ts'
import { useText } from '../../shared/text.ts'
import { StoreEditor } from './parts/store-editor.tsx'

export default function StoresPage() {
  const menu = useText('menu')
  const text = useText('stores')
  const { can } = useSession('merchant')
  const stores = useQueryOf(storeRoutes.listStores, {})
  const detail = useDetail()
  const columns: Column<Static<typeof Store>>[] = [
    {
      key: 'name',
      title: text('name'),
      phone: 'heading',
      width: 260,
      render: (store) => store.name,
      exported: (store) => store.name,
    },
    {
      key: 'address',
      title: text('address'),
      render: (store) => store.address || '–',
      exported: (store) => store.address,
    },
  ]
  const add = can('store.edit') && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => detail.open('new')}>
      {text('add')}
    </Button>
  )
  const known = stores.data?.items.find((store) => store.id === detail.id)
  return (
    <ListPage
      title={menu('settings.stores')}
      purpose={text('purpose')}
      list={wholeList(stores)}
      columns={columns}
      rowKey={(store) => store.id}
      {...(can('store.edit') ? { onOpen: (store: { id: string }) => detail.open(store.id) } : {})}
      exportName={menu('settings.stores')}
      empty={{ hint: text('empty.hint') }}
      actions={add}
    >
      <StoreEditor
        key={detail.id ?? 'none'}
        open={can('store.edit') && (detail.id === 'new' || known !== undefined)}
        store={known}
        onClose={detail.close}
      />
    </ListPage>
  )
}
