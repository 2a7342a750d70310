import { financeRoutes, type VoucherRow } from '@sesame/contract/finance'
import type { Static } from '@sesame/contract/schema'
import { Flex, Typography } from 'antd'
import { DownloadButton } from '../../../shared/download-button.tsx'
import type { Column } from '../../../shared/list/columns.ts'
import { ListView } from '../../../shared/list/list-page.tsx'
import { useList } from '../../../shared/list/use-list.ts'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { useText } from '../../../shared/text.ts'

type Row = Static<typeof VoucherRow>

export function VouchersTab() {
  const text = useText('finance')
  const list = useList(financeRoutes.listVoucherRows, { pageSize: 50 })
  const columns = useVoucherColumns()
  const { from, to } = list.filters as { from?: string; to?: string }
  return (
    <>
      <Flex justify="space-between" gap={12} wrap align="center" style={{ marginBottom: 12 }}>
        <Typography.Text type="secondary">{text('vouchers.purpose')}</Typography.Text>
        <DownloadButton
          route={financeRoutes.vouchersFile}
          input={{ query: { from, to } }}
          label={text('vouchers.export')}
        />
      </Flex>
      <ListView
        list={list}
        columns={columns}
        rowKey={(row) => `${row.day} ${row.number} ${row.accountCode} ${row.debitFen}`}
        filters={[{ kind: 'period' }]}
        exportName={text('tab.vouchers')}
        empty={{ hint: text('vouchers.empty') }}
      />
    </>
  )
}

function useVoucherColumns(): Column<Row>[] {
  const text = useText('finance')
  const amount = (key: 'debit' | 'credit'): Column<Row> => ({
    key,
    title: text(key),
    align: 'right',
    render: (row) => (row[`${key}Fen`] === 0 ? '' : <Money fen={row[`${key}Fen`]} />),
    exported: (row) => (row[`${key}Fen`] === 0 ? '' : yuanText(row[`${key}Fen`]).replaceAll(',', '')),
  })
  return [
    { key: 'day', title: text('day'), render: (row) => row.day, exported: (row) => row.day },
    {
      key: 'number',
      title: text('voucherNumber'),
      phone: 'corner',
      render: (row) => row.number,
      exported: (row) => row.number,
    },
    {
      key: 'summary',
      title: text('summary'),
      phone: 'heading',
      render: (row) => row.summary,
      exported: (row) => row.summary,
    },
    {
      key: 'account',
      title: text('accountName'),
      render: (row) => `${row.accountCode} ${row.accountName}`,
    },
    {
      key: 'code',
      title: text('accountCode'),
      hidden: true,
      render: (row) => row.accountCode,
      exported: (row) => row.accountCode,
    },
    {
      key: 'name',
      title: text('accountName'),
      hidden: true,
      render: (row) => row.accountName,
      exported: (row) => row.accountName,
    },
    amount('debit'),
    amount('credit'),
  ]
}
