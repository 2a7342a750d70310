import { useLocation, useNavigate, useParams } from '@tanstack/react-router'
import { Drawer, Flex } from 'antd'
import type { ReactNode } from 'react'
import { usePhone } from './use-phone.ts'

/** The id in the address (`/m/orders/{id}`), and how to open and close it with the filters kept. */
export function useDetail() {
  const { detailId } = useParams({ strict: false }) as { detailId?: string }
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const page = pathname.split('/').slice(0, 3).join('/')
  const go = (to: string) => void navigate({ to, search: true } as never)
  return {
    id: detailId,
    open: (id: string) => go(`${page}/${encodeURIComponent(id)}`),
    close: () => go(page),
  }
}

export type DetailDrawerProps = {
  /** Open while there is an id. */
  id: string | undefined
  onClose: () => void
  title: ReactNode
  /** Beside the title, mostly a StateTag. */
  aside?: ReactNode
  actions?: ReactNode
  width?: number
  children: ReactNode
}

/** The detail of one thing, over its list, with an address of its own. */
export function DetailDrawer({
  id,
  onClose,
  title,
  aside,
  actions,
  width = 640,
  children,
}: DetailDrawerProps) {
  const phone = usePhone()
  return (
    <Drawer
      open={id !== undefined}
      onClose={onClose}
      size={phone ? '100%' : width}
      destroyOnHidden
      title={
        <Flex align="center" gap={10} wrap>
          {title}
          {aside}
        </Flex>
      }
      footer={
        actions && (
          <Flex gap={8} justify="flex-end" wrap className="sesame-drawer-actions">
            {actions}
          </Flex>
        )
      }
      styles={{ body: { padding: phone ? 16 : 24 } }}
    >
      {id !== undefined && children}
    </Drawer>
  )
}
