import { EmptyLook } from '../../shared/looks.tsx'
import { PageShell, Panel } from '../../shared/page-shell.tsx'
import { useText } from '../../shared/text.ts'

export default function Page() {
  const menu = useText('menu')
  return (
    <PageShell title={menu('permission.permissions')}>
      <Panel>
        <EmptyLook />
      </Panel>
    </PageShell>
  )
}
