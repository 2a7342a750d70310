import { permissionRoutes } from '@sesame/contract/operator'
import { Link } from '@tanstack/react-router'
import { Flex, Typography } from 'antd'
import { useQueryOf } from '../../shared/api.ts'
import { Facts } from '../../shared/facts.tsx'
import { Answered } from '../../shared/looks.tsx'
import { PageShell } from '../../shared/page-shell.tsx'
import { useText } from '../../shared/text.ts'
import { usePlatformName } from '../platform-name.ts'

export default function PlatformsPage() {
  const menu = useText('menu')
  const text = useText('permissionConsole')
  const nameOf = usePlatformName()
  const platforms = useQueryOf(permissionRoutes.listPlatforms, {})
  return (
    <PageShell title={menu('permission.platforms')} purpose={text('platforms.purpose')}>
      <Answered query={platforms}>
        {({ items }) => (
          <div className="sesame-tiles">
            {items.map((platform) => (
              <section key={platform.code} className="sesame-panel sesame-tile">
                <Typography.Title level={2} style={{ fontSize: 16, margin: 0 }}>
                  {nameOf(platform.code, platform.name)}
                </Typography.Title>
                <Facts
                  facts={[
                    { label: text('platforms.roles'), value: platform.roles },
                    { label: text('platforms.permissions'), value: platform.permissions },
                    { label: text('platforms.members'), value: platform.members },
                  ]}
                />
                <Flex gap={16}>
                  <Link to="/p/roles" search={{ platform: platform.code } as never}>
                    {text('platforms.see.roles')}
                  </Link>
                  <Link to="/p/permissions" search={{ platform: platform.code } as never}>
                    {text('platforms.see.tree')}
                  </Link>
                </Flex>
              </section>
            ))}
          </div>
        )}
      </Answered>
    </PageShell>
  )
}
