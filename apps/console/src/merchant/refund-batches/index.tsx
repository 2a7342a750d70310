import { PlusOutlined } from '@ant-design/icons'
import { refundBatchRoutes, type RefundBatch } from '@sesame/contract/refund-batches'
import type { Static } from '@sesame/contract/schema'
import { Button } from 'antd'
import { DateTime, timeText } from '../../shared/date-time.tsx'
import { useDetail } from '../../shared/detail-drawer.tsx'
import type { Column } from '../../shared/list/columns.ts'
import { ListPage } from '../../shared/list/list-page.tsx'
import { useList } from '../../shared/list/use-list.ts'
import { Money } from '../../shared/money-text.tsx'
import { yuanText } from '../../shared/money.ts'
import { ToneTag } from '../../shared/state-tag.tsx'
import { useText } from '../../shared/text.ts'
import { BatchDrawer } from './parts/batch-drawer.tsx'
import { BatchProgress, batchTones } from './parts/batch-progress.tsx'
import { DraftBatch } from './parts/draft-batch.tsx'

type Row = Static<typeof RefundBatch>

export default function RefundBatchesPage() {
  const menu = useText('menu')
  const text = useText('refunds')
  const list = useList(refundBatchRoutes.listRefundBatches)
  const columns = useColumns()
  const detail = useDetail()
  return (
    <ListPage
      title={menu('orders.refund-batches')}
      purpose={text('batch.purpose')}
      list={list}
      columns={columns}
      rowKey={(batch) => batch.id}
      onOpen={(batch) => detail.open(batch.id)}
      exportName={menu('orders.refund-batches')}
      empty={{ hint: text('batch.empty') }}
      actions={
        <Button type="primary" icon={<PlusOutlined />} onClick={() => detail.open('new')}>
          {text('batch.new')}
        </Button>
      }
    >
      <DraftBatch open={detail.id === 'new'} onClose={detail.close} onDrafted={detail.open} />
      <BatchDrawer id={detail.id === 'new' ? undefined : detail.id} onClose={detail.close} />
    </ListPage>
  )
}

function useColumns(): Column<Row>[] {
  const text = useText('refunds')
  return [
    {
      key: 'reason',
      title: text('reason'),
      phone: 'heading',
      render: (row) => row.reason,
      exported: (row) => row.reason,
    },
    {
      key: 'state',
      title: text('state'),
      phone: 'corner',
      render: (row) => <ToneTag tone={batchTones[row.state]}>{text(`batch.state.${row.state}`)}</ToneTag>,
      exported: (row) => text(`batch.state.${row.state}`),
    },
    {
      key: 'rows',
      title: text('batch.rows'),
      align: 'right',
      render: (row) => row.rows,
      exported: (row) => row.rows,
    },
    {
      key: 'progress',
      title: text('batch.progress'),
      width: 220,
      render: (row) => <BatchProgress batch={row} />,
      exported: (row) => `${row.succeeded}/${row.rows}`,
    },
    {
      key: 'amount',
      title: text('amount'),
      align: 'right',
      render: (row) => <Money fen={row.amountFen} />,
      exported: (row) => yuanText(row.amountFen).replaceAll(',', ''),
    },
    {
      key: 'by',
      title: text('batch.by'),
      render: (row) => row.createdByName,
      exported: (row) => row.createdByName,
    },
    {
      key: 'createdAt',
      title: text('createdAt'),
      render: (row) => <DateTime at={row.createdAt} />,
      exported: (row) => timeText(row.createdAt, 'second'),
    },
  ]
}
