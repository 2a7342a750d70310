import { settlementReviewRoutes } from '@sesame/contract/settlement'
import { useDetail } from '../../../shared/detail-drawer.tsx'
import type { Column } from '../../../shared/list/columns.ts'
import { ListView } from '../../../shared/list/list-page.tsx'
import { useList } from '../../../shared/list/use-list.ts'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { useText } from '../../../shared/text.ts'
import { MerchantSettlementDrawer } from './merchant-settlement-drawer.tsx'
import type { Row } from './row.ts'

export function MerchantsTab() {
  const text = useText('settlement')
  const list = useList(settlementReviewRoutes.listMerchantSettlements)
  const columns = useColumns()
  const detail = useDetail()
  return (
    <>
      <ListView
        list={list}
        columns={columns}
        rowKey={(row) => row.merchantId}
        filters={[{ kind: 'search', name: 'search', placeholder: text('search') }]}
        onOpen={(row) => detail.open(row.merchantId)}
        exportName={text('tab.merchants')}
      />
      <MerchantSettlementDrawer id={detail.id} onClose={detail.close} />
    </>
  )
}

const amounts = ['available', 'withdrawing', 'due', 'collected', 'atChannels', 'bank'] as const

function useColumns(): Column<Row>[] {
  const text = useText('settlement')
  return [
    {
      key: 'merchant',
      title: text('merchant'),
      phone: 'heading',
      render: (row) => row.merchantName,
      exported: (row) => row.merchantName,
    },
    {
      key: 'period',
      title: text('period'),
      phone: 'hidden',
      render: (row) => `${text(`period.${row.period}`)} · ${row.feeBasisPoints / 100}%`,
      exported: (row) => `${text(`period.${row.period}`)} ${row.feeBasisPoints / 100}%`,
    },
    ...amounts.map((key): Column<Row> => ({
      key,
      title: text(key),
      align: 'right',
      phone: key === 'available' || key === 'due' ? 'line' : 'hidden',
      render: (row) => <Money fen={row[`${key}Fen`]} />,
      exported: (row) => yuanText(row[`${key}Fen`]).replaceAll(',', ''),
    })),
    {
      key: 'lastDay',
      title: text('lastDay'),
      phone: 'corner',
      render: (row) => row.lastDay ?? '–',
      exported: (row) => row.lastDay,
    },
  ]
}
