import { useSyncExternalStore } from 'react'

const narrow = matchMedia('(max-width: 767px)')

/** True on a phone: drawers instead of a sider, cards instead of wide tables. */
export function usePhone(): boolean {
  return useSyncExternalStore(
    (listen) => {
      narrow.addEventListener('change', listen)
      return () => narrow.removeEventListener('change', listen)
    },
    () => narrow.matches,
  )
}
