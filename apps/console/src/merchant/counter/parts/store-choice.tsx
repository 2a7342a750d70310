import { storeRoutes } from '@sesame/contract/staff'
import { Select } from 'antd'
import { useState } from 'react'
import { useQueryOf } from '../../../shared/api.ts'
import { useSession } from '../../../shared/session.ts'
import { useText } from '../../../shared/text.ts'

const storageKey = 'sesame.store'

/** Where this counter stands: the staff member's own store, or the one chosen on this device. */
export function useCounterStore() {
  const session = useSession('merchant')
  const stores = useQueryOf(storeRoutes.listStores, {}).data?.items ?? []
  const [kept, setKept] = useState(localStorage.getItem(storageKey) ?? undefined)
  const wanted = session.storeId ?? kept
  const choose = (id: string | undefined) => {
    if (id) localStorage.setItem(storageKey, id)
    else localStorage.removeItem(storageKey)
    setKept(id)
  }
  return {
    stores,
    storeId: stores.some((store) => store.id === wanted) ? wanted : undefined,
    choose,
    fixed: session.storeId !== null,
  }
}

export function StoreChoice({ store }: { store: ReturnType<typeof useCounterStore> }) {
  const text = useText('counter')
  if (store.stores.length === 0) return null
  return (
    <Select
      value={store.storeId}
      onChange={store.choose}
      disabled={store.fixed}
      allowClear={!store.fixed}
      aria-label={text('store')}
      placeholder={text('store.none')}
      options={store.stores.map(({ id, name }) => ({ value: id, label: name }))}
      style={{ minWidth: 140 }}
    />
  )
}
