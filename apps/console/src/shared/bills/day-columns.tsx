import { Typography } from 'antd'
import type { Column } from '../list/columns.ts'
import { Money } from '../money-text.tsx'
import { yuanText } from '../money.ts'
import { StateTag } from '../state-tag.tsx'
import { useText } from '../text.ts'
import { netFen, type BillDay } from './bills.ts'

const plain = (fen: number | undefined) => (fen === undefined ? '' : yuanText(fen).replaceAll(',', ''))

export function useDayColumns(): Column<BillDay>[] {
  const text = useText('bills')
  const states = useText('states')
  const amount = (
    key: 'payments' | 'refunds' | 'fee',
    of: (row: BillDay) => number | undefined,
  ): Column<BillDay> => ({
    key,
    title: text(key),
    align: 'right',
    render: (row) => <Money fen={of(row)} />,
    exported: (row) => plain(of(row)),
  })
  return [
    {
      key: 'day',
      title: text('day'),
      phone: 'heading',
      render: (row) => row.day,
      exported: (row) => row.day,
    },
    {
      key: 'account',
      title: text('account'),
      render: (row) => row.accountName,
      exported: (row) => row.accountName,
    },
    {
      key: 'state',
      title: text('state'),
      phone: 'corner',
      render: (row) => <DayState day={row} />,
      exported: (row) => states(`billDay.${row.state}`),
    },
    {
      key: 'lines',
      title: text('lines'),
      align: 'right',
      render: (row) => row.batch?.lines ?? '–',
      exported: (row) => row.batch?.lines,
    },
    amount('payments', ({ batch }) => batch?.theirsPaymentsFen),
    amount('refunds', ({ batch }) => batch?.theirsRefundsFen),
    amount('fee', ({ batch }) => batch?.theirsFeeFen),
    {
      key: 'net',
      title: text('booked'),
      align: 'right',
      render: ({ batch }) => <Money fen={batch && bookedOf(batch)} />,
      exported: ({ batch }) => plain(batch ? bookedOf(batch) : undefined),
    },
    {
      key: 'differences',
      title: text('differences'),
      align: 'right',
      render: (row) => <Counts day={row} />,
      exported: (row) => row.open,
    },
  ]
}

const bookedOf = (batch: NonNullable<BillDay['batch']>): number =>
  netFen({
    payments: batch.matchedPaymentsFen,
    refunds: batch.matchedRefundsFen,
    fee: batch.matchedFeeFen,
  })

/** Why it was refused, or what it waits for, stands below the state. */
function DayState({ day }: { day: BillDay }) {
  return (
    <div style={{ maxWidth: 280 }}>
      <StateTag kind="billDay" state={day.state} />
      {day.reason && (
        <Typography.Text
          type={day.state === 'refused' ? 'danger' : 'secondary'}
          style={{ display: 'block', fontSize: 12 }}
        >
          {day.reason}
        </Typography.Text>
      )}
    </div>
  )
}

function Counts({ day }: { day: BillDay }) {
  const text = useText('bills')
  if (!day.batch) return <>–</>
  return (
    <>
      {day.open > 0 ? <Typography.Text type="danger">{day.open}</Typography.Text> : 0}
      {day.carried > 0 && (
        <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
          {text('carried', { count: day.carried })}
        </Typography.Text>
      )}
    </>
  )
}
