import { LogoutOutlined, UserOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Avatar, Button, Dropdown } from 'antd'
import { useCommand } from '../api.ts'
import { accessOf, consoles, queryClient, type Audience, type Me } from '../session.ts'
import { useText } from '../text.ts'
import { usePhone } from '../use-phone.ts'

export function UserMenu({ audience, session }: { audience: Audience; session: Me }) {
  const text = useText('layout')
  const navigate = useNavigate()
  const phone = usePhone()
  const logout = useCommand(accessOf(audience).logout)

  const leave = async () => {
    await logout.send({}).catch(() => undefined)
    queryClient.clear()
    await navigate({ to: '/login', search: { as: audience } as never })
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'profile', icon: <UserOutlined />, label: text('profile') },
          { type: 'divider' },
          { key: 'logout', icon: <LogoutOutlined />, label: text('logout') },
        ],
        onClick: ({ key }) =>
          void (key === 'logout' ? leave() : navigate({ to: `${consoles[audience].prefix}/profile` })),
      }}
    >
      <Button
        type="text"
        style={{ paddingInline: 6, height: 40 }}
        aria-label={`${text('profile')} ${session.name}`}
      >
        <Avatar size={28} style={{ background: 'var(--sesame-primary)', color: 'var(--sesame-on-primary)' }}>
          {session.name.slice(0, 1)}
        </Avatar>
        {!phone && session.name}
      </Button>
    </Dropdown>
  )
}
