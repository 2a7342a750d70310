import { permissionRoutes, type RoleTemplate } from '@sesame/contract/operator'
import type { Static } from '@sesame/contract/schema'
import { useQueryOf } from '../../shared/api.ts'
import { useDetail } from '../../shared/detail-drawer.tsx'
import type { Column } from '../../shared/list/columns.ts'
import { ListPage } from '../../shared/list/list-page.tsx'
import { wholeList } from '../../shared/list/use-list.ts'
import { useText } from '../../shared/text.ts'
import { PlatformChoice, useChosenPlatform } from '../platform-choice.tsx'
import { TemplateEditor } from './parts/template-editor.tsx'

type Row = Static<typeof RoleTemplate>

export default function RolesPage() {
  const menu = useText('menu')
  const text = useText('permissionConsole')
  const platform = useChosenPlatform()
  const templates = useQueryOf(permissionRoutes.listRoleTemplates, { params: { platform } })
  const tree = useQueryOf(permissionRoutes.permissionTree, { params: { platform } })
  const areas = tree.data?.items ?? []
  const columns = useTemplateColumns(areas.flatMap((area) => area.permissions).length)
  const detail = useDetail()
  const shown = templates.data?.items.find((template) => template.id === detail.id)
  return (
    <ListPage
      title={menu('permission.roles')}
      purpose={text('roles.purpose')}
      above={<PlatformChoice />}
      list={wholeList(templates)}
      columns={columns}
      rowKey={(template) => template.id}
      onOpen={(template) => detail.open(template.id)}
      exportName={menu('permission.roles')}
    >
      {shown && tree.data && (
        <TemplateEditor key={shown.id} template={shown} areas={areas} onClose={detail.close} />
      )}
    </ListPage>
  )
}

function useTemplateColumns(all: number): Column<Row>[] {
  const text = useText('permissionConsole')
  const words = useText('permissions')
  return [
    {
      key: 'name',
      title: text('roles.name'),
      phone: 'heading',
      render: (template) => template.name,
      exported: (template) => template.name,
    },
    {
      key: 'scope',
      title: words('scope'),
      render: (template) => words(`scope.${template.scope}`),
      exported: (template) => words(`scope.${template.scope}`),
    },
    {
      key: 'permissions',
      title: text('roles.permissions'),
      render: (template) => words('count', { chosen: template.permissions.length, all }),
      exported: (template) => template.permissions.join(' '),
    },
    {
      key: 'followers',
      title: text('roles.followers'),
      align: 'right',
      phone: 'corner',
      render: (template) => text('roles.followers.count', { count: template.roles }),
      exported: (template) => template.roles,
    },
  ]
}
