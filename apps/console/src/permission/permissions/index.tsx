import { permissionRoutes } from '@sesame/contract/operator'
import { Flex, Tag, Typography } from 'antd'
import { useQueryOf } from '../../shared/api.ts'
import { Answered } from '../../shared/looks.tsx'
import { PageShell, Panel } from '../../shared/page-shell.tsx'
import { useWordOf } from '../../shared/permissions/areas.ts'
import { useText } from '../../shared/text.ts'
import { PlatformChoice, useChosenPlatform } from '../platform-choice.tsx'

/** Every permission of a platform, and which role templates have it. */
export default function PermissionsPage() {
  const menu = useText('menu')
  const text = useText('permissionConsole')
  const wordOf = useWordOf()
  const platform = useChosenPlatform()
  const tree = useQueryOf(permissionRoutes.permissionTree, { params: { platform } })
  const templates = useQueryOf(permissionRoutes.listRoleTemplates, { params: { platform } })
  const rolesWith = (code: string) =>
    (templates.data?.items ?? []).filter((template) => template.permissions.includes(code))
  return (
    <PageShell title={menu('permission.permissions')} purpose={text('tree.purpose')}>
      <PlatformChoice />
      <Answered query={tree}>
        {({ items }) => (
          <Flex vertical gap={12}>
            {items.map((area) => (
              <Panel key={area.code} title={wordOf(area)}>
                {area.permissions.map((leaf) => {
                  const roles = rolesWith(leaf.code)
                  return (
                    <Flex key={leaf.code} justify="space-between" gap={12} wrap className="sesame-more-row">
                      <span>
                        {wordOf(leaf)}
                        <Typography.Text
                          type="secondary"
                          code
                          style={{ marginInlineStart: 10, fontSize: 12 }}
                        >
                          {leaf.code}
                        </Typography.Text>
                      </span>
                      <Flex gap={4} wrap aria-label={text('tree.usedBy')}>
                        {roles.map((role) => (
                          <Tag key={role.id} style={{ margin: 0 }}>
                            {role.name}
                          </Tag>
                        ))}
                        {templates.data && roles.length === 0 && (
                          <Typography.Text type="secondary">{text('tree.usedBy.none')}</Typography.Text>
                        )}
                      </Flex>
                    </Flex>
                  )
                })}
              </Panel>
            ))}
          </Flex>
        )}
      </Answered>
    </PageShell>
  )
}
