import { settlementReviewRoutes } from '@sesame/contract/settlement'
import { useQueryOf } from '../../../shared/api.ts'
import { DetailDrawer, useDetail } from '../../../shared/detail-drawer.tsx'
import type { Filter } from '../../../shared/list/filter-bar.tsx'
import { ListView } from '../../../shared/list/list-page.tsx'
import { useList } from '../../../shared/list/use-list.ts'
import { Answered } from '../../../shared/looks.tsx'
import { StatementBody } from '../../../shared/settlement/statement-body.tsx'
import { useStatementColumns } from '../../../shared/settlement/statement-columns.tsx'
import { StateTag, useStateChoices } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'

/** Two ids make a statement's address: whose it is, and which. */
const addressOf = (row: { merchantId: string; id: string }) => `${row.merchantId}.${row.id}`

export function StatementsTab() {
  const text = useText('settlement')
  const list = useList(settlementReviewRoutes.listAllStatements)
  type Row = (typeof list.rows)[number]
  const columns = useStatementColumns<Row>()
  const detail = useDetail()
  const filters: Filter[] = [
    { kind: 'search', name: 'search', placeholder: text('search.statements') },
    { kind: 'choice', name: 'state', placeholder: text('state'), choices: useStateChoices('statement') },
  ]
  return (
    <>
      <ListView
        list={list}
        columns={[
          {
            key: 'merchant',
            title: text('merchant'),
            render: (row) => row.merchantName,
            exported: (row) => row.merchantName,
          },
          ...columns,
        ]}
        rowKey={(row) => row.id}
        filters={filters}
        onOpen={(row) => detail.open(addressOf(row))}
        exportName={text('tab.statements')}
        empty={{ hint: text('empty') }}
      />
      <StatementOfMerchant address={detail.id} onClose={detail.close} />
    </>
  )
}

function StatementOfMerchant({ address, onClose }: { address: string | undefined; onClose: () => void }) {
  const text = useText('settlement')
  const [merchantId = '', statementId = ''] = address?.split('.') ?? []
  const query = useQueryOf(
    settlementReviewRoutes.getStatementOf,
    { params: { merchantId, statementId } },
    { enabled: address !== undefined },
  )
  return (
    <DetailDrawer
      id={address}
      onClose={onClose}
      width={760}
      title={query.data ? `${query.data.merchantName} · ${query.data.number}` : text('number')}
      aside={query.data && <StateTag kind="statement" state={query.data.state} />}
    >
      <Answered query={query}>{(answer) => <StatementBody statement={answer} />}</Answered>
    </DetailDrawer>
  )
}
