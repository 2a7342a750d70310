import { moneyRoutes, type Account } from '@sesame/contract/money'
import type { Static } from '@sesame/contract/schema'
import { useNavigate } from '@tanstack/react-router'
import { Tabs, Typography } from 'antd'
import type { Column } from '../../../shared/list/columns.ts'
import type { Filter } from '../../../shared/list/filter-bar.tsx'
import { ListView } from '../../../shared/list/list-page.tsx'
import { useList } from '../../../shared/list/use-list.ts'
import { ToneTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import { groupOf, groups, toneOfGroup } from './groups.ts'
import { Quantity, quantityCell } from './quantity.tsx'

type Row = Static<typeof Account>

export function AccountsTab() {
  const menu = useText('menu')
  const text = useText('books')
  const list = useList(moneyRoutes.listAccounts)
  const columns = useAccountColumns()
  const navigate = useNavigate()
  const filters: Filter[] = [
    { kind: 'search', name: 'search', placeholder: text('search') },
    { kind: 'switch', name: 'nonZero', label: text('nonZero') },
  ]
  return (
    <>
      <Tabs
        size="small"
        activeKey={String(list.filters['group'] ?? 'all')}
        onChange={(group) => list.setFilters({ group: group === 'all' ? undefined : group })}
        items={['all' as const, ...groups].map((group) => ({ key: group, label: text(`group.${group}`) }))}
      />
      <ListView
        list={list}
        columns={columns}
        rowKey={(account) => account.id}
        filters={filters}
        onOpen={(account) => void navigate({ to: `/m/books/${account.id}`, search: true } as never)}
        exportName={menu('money.books')}
        empty={{ hint: text('empty.hint') }}
      />
    </>
  )
}

function useAccountColumns(): Column<Row>[] {
  const text = useText('books')
  return [
    {
      key: 'name',
      title: text('name'),
      phone: 'heading',
      render: (account) => (
        <>
          <div>{account.name}</div>
          <Typography.Text
            type="secondary"
            style={{ fontSize: 12, fontWeight: 400, fontFamily: 'ui-monospace, monospace' }}
          >
            {account.code.replace(/([0-9a-f]{8})-[0-9a-f-]{27}/g, '$1…')}
          </Typography.Text>
        </>
      ),
      exported: (account) => account.name,
    },
    {
      key: 'group',
      title: text('group'),
      phone: 'hidden',
      render: (account) => <GroupTag code={account.code} />,
      exported: (account) => account.code,
    },
    {
      key: 'normal',
      title: text('normal'),
      phone: 'hidden',
      render: (account) => text(`normal.${account.normal}`),
      exported: (account) => text(`normal.${account.normal}`),
    },
    {
      key: 'transfers',
      title: text('transfers'),
      align: 'right',
      render: (account) => account.transfers,
      exported: (account) => account.transfers,
    },
    {
      key: 'balance',
      title: text('balance'),
      align: 'right',
      phone: 'corner',
      render: (account) => (
        <Quantity
          unit={account.unit}
          unitName={account.unitName}
          amount={account.balance}
          {...(account.balance < 0 ? { tone: 'risk' as const } : {})}
        />
      ),
      exported: (account) => quantityCell(account.unit, account.balance),
    },
    {
      key: 'unit',
      title: text('unit'),
      hidden: true,
      render: (account) => account.unitName,
      exported: (account) => account.unitName,
    },
  ]
}

export function GroupTag({ code }: { code: string }) {
  const text = useText('books')
  const group = groupOf(code)
  return group ? <ToneTag tone={toneOfGroup[group]}>{text(`group.${group}`)}</ToneTag> : <>{code}</>
}
