import { settingsRoutes } from '@sesame/contract/settings'
import { useQueryOf } from '../../shared/api.ts'
import { Answered } from '../../shared/looks.tsx'
import { PageShell, Panel } from '../../shared/page-shell.tsx'
import { useText } from '../../shared/text.ts'
import { ShopForm } from './parts/shop-form.tsx'
import './shop.css'

export default function ShopPage() {
  const menu = useText('menu')
  const text = useText('shop')
  const shop = useQueryOf(settingsRoutes.getShopWindow, {})
  return (
    <PageShell title={menu('settings.shop')} purpose={text('purpose')}>
      <Panel>
        <Answered query={shop}>{(answer) => <ShopForm shop={answer} />}</Answered>
      </Panel>
    </PageShell>
  )
}
