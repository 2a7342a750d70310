import { settlementRoutes } from '@sesame/contract/settlement'
import { useDetail } from '../../shared/detail-drawer.tsx'
import type { Filter } from '../../shared/list/filter-bar.tsx'
import { ListPage } from '../../shared/list/list-page.tsx'
import { useList } from '../../shared/list/use-list.ts'
import { useStatementColumns } from '../../shared/settlement/statement-columns.tsx'
import { useStateChoices } from '../../shared/state-tag.tsx'
import { useText } from '../../shared/text.ts'
import { Outlook } from './parts/outlook.tsx'
import { StatementDrawer } from './parts/statement-drawer.tsx'

export default function StatementsPage() {
  const menu = useText('menu')
  const text = useText('settlement')
  const list = useList(settlementRoutes.listStatements)
  const columns = useStatementColumns()
  const detail = useDetail()
  const filters: Filter[] = [
    { kind: 'choice', name: 'state', placeholder: text('state'), choices: useStateChoices('statement') },
  ]
  return (
    <ListPage
      title={menu('money.statements')}
      purpose={text('purpose')}
      list={list}
      columns={columns}
      rowKey={(statement) => statement.id}
      filters={filters}
      onOpen={(statement) => detail.open(statement.id)}
      exportName={menu('money.statements')}
      empty={{ hint: text('empty') }}
      above={<Outlook />}
    >
      <StatementDrawer id={detail.id} onClose={detail.close} />
    </ListPage>
  )
}
