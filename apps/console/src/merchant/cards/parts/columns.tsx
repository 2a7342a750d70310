import { DateTime, timeText } from '../../../shared/date-time.tsx'
import type { Column } from '../../../shared/list/columns.ts'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { PersonLink } from '../../../shared/person-link.tsx'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import { CardChip } from './card-face.tsx'
import type { CardRow } from './card-types.ts'

const plain = (fen: number) => yuanText(fen).replaceAll(',', '')

export function useCardColumns(): Column<CardRow>[] {
  const text = useText('cards')
  const states = useText('states')
  return [
    {
      key: 'type',
      title: text('type'),
      phone: 'heading',
      render: (row) => (
        <span style={{ whiteSpace: 'nowrap' }}>
          <CardChip color={row.faceColor} />
          {row.typeName}
        </span>
      ),
      exported: (row) => row.typeName,
    },
    { key: 'number', title: text('number'), render: (row) => row.number, exported: (row) => row.number },
    {
      key: 'customer',
      title: text('customer'),
      render: (row) => <PersonLink id={row.customerId} name={row.customerName} mobile={row.customerMobile} />,
      exported: (row) => row.customerName,
    },
    {
      key: 'state',
      title: text('state'),
      phone: 'corner',
      render: (row) => <StateTag kind="card" state={row.state} />,
      exported: (row) => states(`card.${row.state}`),
    },
    {
      key: 'visits',
      title: text('visits'),
      align: 'right',
      render: (row) => row.visitsLeft,
      exported: (row) => row.visitsLeft,
    },
    {
      key: 'principal',
      title: text('principal'),
      align: 'right',
      render: (row) => <Money fen={row.principalFen} tone="escrow" />,
      exported: (row) => plain(row.principalFen),
    },
    {
      key: 'bonus',
      title: text('bonus'),
      align: 'right',
      render: (row) => <Money fen={row.bonusFen} />,
      exported: (row) => plain(row.bonusFen),
    },
    {
      key: 'openedAt',
      title: text('openedAt'),
      phone: 'hidden',
      render: (row) => <DateTime at={row.openedAt} />,
      exported: (row) => timeText(row.openedAt, 'second'),
    },
  ]
}
