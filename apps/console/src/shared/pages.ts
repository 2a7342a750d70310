import type { ComponentType, ReactNode } from 'react'
import type { KeyOf } from './messages/index.ts'

/** One page of a console: where it is, who may see it, what loads it. */
export type PageEntry = {
  /** Below the console's prefix, without slashes: `orders`. Its details live at `/m/orders/{id}`. */
  path: string
  label: KeyOf<'menu'>
  /** Any of these permissions shows it; none: everyone logged in. */
  permissions: string[]
  load: () => Promise<{ default: ComponentType }>
}

/** A group of the menu; with one page it is a plain item. `hidden` pages have an address but no item. */
export type MenuGroup = {
  key: string
  label: KeyOf<'menu'>
  icon: ReactNode
  pages: PageEntry[]
  hidden?: boolean
}

export function visibleGroups(groups: MenuGroup[], can: (permission: string) => boolean): MenuGroup[] {
  return groups
    .map((group) => ({ ...group, pages: group.pages.filter((page) => mayOpen(page, can)) }))
    .filter((group) => group.pages.length > 0)
}

export function mayOpen(page: PageEntry, can: (permission: string) => boolean): boolean {
  return page.permissions.length === 0 || page.permissions.some(can)
}
