import type { ShareSummary } from '@sesame/contract/profit-sharing'
import type { Static } from '@sesame/contract/schema'
import { Typography } from 'antd'
import { DateTime, timeText } from '../../../shared/date-time.tsx'
import type { Column } from '../../../shared/list/columns.ts'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'

type Row = Static<typeof ShareSummary>

export function useShareColumns(): Column<Row>[] {
  const text = useText('sharing')
  const states = useText('states')
  const amount = (key: 'paid' | 'shared' | 'returned', fen: (row: Row) => number): Column<Row> => ({
    key,
    title: text(key),
    align: 'right',
    phone: key === 'shared' ? 'corner' : 'line',
    render: (row) => <Money fen={fen(row)} />,
    exported: (row) => yuanText(fen(row)).replaceAll(',', ''),
  })
  return [
    {
      key: 'order',
      title: text('order'),
      phone: 'heading',
      render: (row) => <Order share={row} />,
      exported: (row) => row.orderNumber,
    },
    amount('paid', (row) => row.paidFen),
    amount('shared', (row) => row.sharedFen),
    amount('returned', (row) => row.returnedFen),
    {
      key: 'state',
      title: text('state'),
      phone: 'corner',
      render: (row) => <StateTag kind="share" state={row.state} />,
      exported: (row) => states(`share.${row.state}`),
    },
    {
      key: 'account',
      title: text('account'),
      phone: 'hidden',
      render: (row) => row.channelAccountName,
      exported: (row) => row.channelAccountName,
    },
    {
      key: 'number',
      title: text('number'),
      hidden: true,
      render: (row) => row.outOrderNo,
      exported: (row) => row.outOrderNo,
    },
    {
      key: 'paidAt',
      title: text('paidAt'),
      render: (row) => <DateTime at={row.paidAt} />,
      exported: (row) => timeText(row.paidAt, 'second'),
    },
  ]
}

function Order({ share }: { share: Row }) {
  return (
    <div style={{ maxWidth: 300 }}>
      {share.orderNumber}
      {share.problem && (
        <Typography.Text
          type={share.state === 'abnormal' ? 'danger' : 'secondary'}
          style={{ display: 'block', fontSize: 12, fontWeight: 400 }}
        >
          {share.problem}
        </Typography.Text>
      )}
    </div>
  )
}
