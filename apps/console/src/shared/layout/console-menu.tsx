import { Link, useLocation } from '@tanstack/react-router'
import { Menu, type MenuProps } from 'antd'
import type { MenuGroup } from '../pages.ts'
import { consoles, type Audience } from '../session.ts'
import { useText } from '../text.ts'

type ConsoleMenuProps = { audience: Audience; groups: MenuGroup[]; folded: boolean }

export function ConsoleMenu({ audience, groups, folded }: ConsoleMenuProps) {
  const text = useText('menu')
  const { pathname } = useLocation()
  const { prefix } = consoles[audience]
  const current = pathname.slice(prefix.length + 1).split('/')[0] ?? ''
  const shown = groups.filter((group) => !group.hidden)
  const opened = shown
    .filter((group) => group.pages.some((page) => page.path === current))
    .map((group) => group.key)

  const items: MenuProps['items'] = shown.map((group) => {
    const [only] = group.pages
    if (group.pages.length === 1 && only) {
      return {
        key: only.path,
        icon: group.icon,
        label: <Link to={`${prefix}/${only.path}`}>{text(group.label)}</Link>,
      }
    }
    return {
      key: `group:${group.key}`,
      icon: group.icon,
      label: text(group.label),
      children: group.pages.map((page) => ({
        key: page.path,
        label: <Link to={`${prefix}/${page.path}`}>{text(page.label)}</Link>,
      })),
    }
  })
  return (
    <nav aria-label={text(shown[0]?.label ?? 'dashboard')}>
      <Menu
        mode="inline"
        items={items}
        selectedKeys={[current]}
        inlineCollapsed={folded}
        defaultOpenKeys={folded ? [] : opened.length > 0 ? opened.map((key) => `group:${key}`) : []}
        style={{ borderInlineEnd: 'none' }}
      />
    </nav>
  )
}
