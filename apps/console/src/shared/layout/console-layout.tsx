import { MenuFoldOutlined, MenuOutlined, MenuUnfoldOutlined } from '@ant-design/icons'
import { Outlet, useLocation } from '@tanstack/react-router'
import { Button, Drawer, Flex, Layout, Typography } from 'antd'
import { Suspense, useEffect, useState } from 'react'
import { PageLoading } from '../looks.tsx'
import { Mark } from '../mark.tsx'
import { PasswordDialog } from '../password-dialog.tsx'
import { visibleGroups, type MenuGroup } from '../pages.ts'
import { useSession, type Audience, type Session } from '../session.ts'
import { useText } from '../text.ts'
import { usePhone } from '../use-phone.ts'
import { AppearanceButtons } from './appearance-buttons.tsx'
import { ConsoleMenu } from './console-menu.tsx'
import { UserMenu } from './user-menu.tsx'

type ConsoleLayoutProps = { audience: Audience; groups: MenuGroup[] }

/** The frame of a console: menu at the side (a drawer on a phone), header, content. */
export function ConsoleLayout({ audience, groups }: ConsoleLayoutProps) {
  const session = useSession(audience)
  const text = useText('layout')
  const phone = usePhone()
  const [folded, setFolded] = useFolded()
  const [drawerOpen, setDrawerOpen] = useState(false)
  const { pathname } = useLocation()
  useEffect(() => setDrawerOpen(false), [pathname])

  const menu = (
    <ConsoleMenu audience={audience} groups={openGroups(groups, session)} folded={folded && !phone} />
  )
  const toggle = phone ? () => setDrawerOpen(true) : () => setFolded(!folded)
  const toggleIcon = phone ? <MenuOutlined /> : folded ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />
  const toggleLabel = text(phone ? 'menu.open' : folded ? 'menu.unfold' : 'menu.fold')

  return (
    <Layout style={{ minHeight: '100vh' }}>
      <PasswordDialog />
      <a href="#content" className="sesame-skip">
        {text('skip')}
      </a>
      {phone ? (
        <Drawer
          open={drawerOpen}
          onClose={() => setDrawerOpen(false)}
          placement="left"
          size={264}
          title={<Brand folded={false} />}
          styles={{ body: { padding: 8 } }}
        >
          {menu}
        </Drawer>
      ) : (
        <Layout.Sider width={216} collapsedWidth={64} collapsed={folded} className="sesame-sider">
          <Flex align="center" style={{ height: 56, padding: folded ? '0 18px' : '0 20px' }}>
            <Brand folded={folded} />
          </Flex>
          {menu}
        </Layout.Sider>
      )}
      <Layout>
        <Layout.Header className="sesame-header">
          <Button type="text" icon={toggleIcon} aria-label={toggleLabel} onClick={toggle} />
          <Flex vertical style={{ lineHeight: 1.3, minWidth: 0, flex: 1 }}>
            <Typography.Text strong ellipsis>
              {audience === 'merchant' ? session.merchant.name : text(`audience.${audience}`)}
            </Typography.Text>
            {!phone && (
              <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                {session.roles.join(' · ')}
              </Typography.Text>
            )}
          </Flex>
          <AppearanceButtons />
          <UserMenu audience={audience} session={session} />
        </Layout.Header>
        <Layout.Content id="content" tabIndex={-1} style={{ outline: 'none' }}>
          <Suspense fallback={<PageLoading />}>
            <Outlet />
          </Suspense>
        </Layout.Content>
      </Layout>
    </Layout>
  )
}

/** A merchant that is not approved yet sees its application and the profile only. */
function openGroups(groups: MenuGroup[], session: Session): MenuGroup[] {
  const visible = visibleGroups(groups, session.can)
  if (session.merchant.state !== 'applying') return visible
  const open = new Set(['application', 'profile'])
  return visible
    .map((group) => ({ ...group, pages: group.pages.filter((page) => open.has(page.path)) }))
    .filter((group) => group.pages.length > 0)
}

function Brand({ folded }: { folded: boolean }) {
  const text = useText('layout')
  return (
    <Flex align="center" gap={10}>
      <Mark size={28} />
      {!folded && <span style={{ fontWeight: 650, fontSize: 17, letterSpacing: 0.5 }}>{text('brand')}</span>}
    </Flex>
  )
}

function useFolded(): [boolean, (folded: boolean) => void] {
  const [folded, setFolded] = useState(localStorage.getItem('sesame.menu') === 'folded')
  const keep = (next: boolean) => {
    localStorage.setItem('sesame.menu', next ? 'folded' : 'open')
    setFolded(next)
  }
  return [folded, keep]
}
