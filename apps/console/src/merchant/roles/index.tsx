import { PlusOutlined } from '@ant-design/icons'
import { roleRoutes, type Role } from '@sesame/contract/staff'
import type { Static } from '@sesame/contract/schema'
import { Button, Flex, Tag } from 'antd'
import { useQueryOf } from '../../shared/api.ts'
import { useDetail } from '../../shared/detail-drawer.tsx'
import type { Column } from '../../shared/list/columns.ts'
import { ListPage } from '../../shared/list/list-page.tsx'
import { wholeList } from '../../shared/list/use-list.ts'
import { areasOf } from '../../shared/permissions/areas.ts'
import { useSession } from '../../shared/session.ts'
import { useText } from '../../shared/text.ts'
import { RoleEditor } from './parts/role-editor.tsx'

type Row = Static<typeof Role>

export default function RolesPage() {
  const menu = useText('menu')
  const text = useText('roles')
  const { can } = useSession('merchant')
  const roles = useQueryOf(roleRoutes.listRoles, {})
  const detail = useDetail()
  const columns = useRoleColumns()
  const copied = detail.id?.startsWith('copy.') ? detail.id.slice('copy.'.length) : undefined
  const shown = roles.data?.items.find((role) => role.id === (copied ?? detail.id))
  const isNew = detail.id === 'new' || copied !== undefined
  return (
    <ListPage
      title={menu('settings.roles')}
      purpose={text('purpose')}
      list={wholeList(roles)}
      columns={columns}
      rowKey={(role) => role.id}
      onOpen={(role) => detail.open(role.id)}
      exportName={menu('settings.roles')}
      actions={
        can('role.edit') && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => detail.open('new')}>
            {text('add')}
          </Button>
        )
      }
    >
      {(detail.id === 'new' || shown) && (
        <RoleEditor
          key={detail.id}
          role={isNew ? undefined : shown}
          pattern={shown}
          onClose={detail.close}
          onCopy={() => detail.open(`copy.${shown?.id}`)}
        />
      )}
    </ListPage>
  )
}

const all = areasOf('merchant').flatMap((area) => area.permissions).length

function useRoleColumns(): Column<Row>[] {
  const text = useText('roles')
  const words = useText('permissions')
  return [
    {
      key: 'name',
      title: text('name'),
      phone: 'heading',
      render: (role) => (
        <Flex align="center" gap={8}>
          {role.name}
          {role.preset && <Tag style={{ margin: 0 }}>{text('preset')}</Tag>}
        </Flex>
      ),
      exported: (role) => role.name,
    },
    {
      key: 'scope',
      title: words('scope'),
      render: (role) => words(`scope.${role.scope}`),
      exported: (role) => words(`scope.${role.scope}`),
    },
    {
      key: 'permissions',
      title: text('permissions'),
      render: (role) => words('count', { chosen: role.permissions.length, all }),
      exported: (role) => role.permissions.join(' '),
    },
    {
      key: 'members',
      title: text('members'),
      align: 'right',
      phone: 'corner',
      render: (role) => text('members.count', { count: role.members }),
      exported: (role) => role.members,
    },
  ]
}
