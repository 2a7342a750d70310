import { permissionRoutes } from '@sesame/contract/operator'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useQueryOf } from '../shared/api.ts'
import { useText } from '../shared/text.ts'
import { usePlatformName } from './platform-name.ts'

/** The platform in the address; the merchant console is what is asked for most. */
export function useChosenPlatform(): string {
  const search: { platform?: string } = useSearch({ strict: false })
  return search.platform ?? 'merchant'
}

export function PlatformChoice() {
  const text = useText('permissionConsole')
  const nameOf = usePlatformName()
  const chosen = useChosenPlatform()
  const navigate = useNavigate()
  const platforms = useQueryOf(permissionRoutes.listPlatforms, {})
  return (
    <div style={{ marginBottom: 16, overflowX: 'auto' }}>
      <Segmented
        aria-label={text('platform')}
        value={chosen}
        onChange={(platform) => void navigate({ to: '.', search: { platform } } as never)}
        options={
          platforms.data?.items.map((platform) => ({
            value: platform.code,
            label: nameOf(platform.code, platform.name),
          })) ?? []
        }
      />
    </div>
  )
}
