import { PlusOutlined } from '@ant-design/icons'
import { operatorRoutes, type Merchant } from '@sesame/contract/operator'
import type { Static } from '@sesame/contract/schema'
import { Button } from 'antd'
import { useState } from 'react'
import { useQueryOf } from '../../shared/api.ts'
import { DateTime, timeText } from '../../shared/date-time.tsx'
import { useDetail } from '../../shared/detail-drawer.tsx'
import type { Column } from '../../shared/list/columns.ts'
import type { Filter } from '../../shared/list/filter-bar.tsx'
import { ListPage } from '../../shared/list/list-page.tsx'
import { useList } from '../../shared/list/use-list.ts'
import { Money } from '../../shared/money-text.tsx'
import { yuanText } from '../../shared/money.ts'
import { useSession } from '../../shared/session.ts'
import { StateTag } from '../../shared/state-tag.tsx'
import { TemporaryPassword, type Handover } from '../../shared/temporary-password.tsx'
import { useText } from '../../shared/text.ts'
import { MerchantAdd } from './parts/merchant-add.tsx'
import { MerchantDrawer } from './parts/merchant-drawer.tsx'

type Row = Static<typeof Merchant>

export default function MerchantsPage() {
  const menu = useText('menu')
  const text = useText('operator')
  const { can } = useSession('operator')
  const list = useList(operatorRoutes.listMerchants)
  const types = useQueryOf(operatorRoutes.listMerchantTypes, {})
  const columns = useMerchantColumns()
  const detail = useDetail()
  const [handover, setHandover] = useState<Handover | undefined>(undefined)
  const filters: Filter[] = [
    { kind: 'search', name: 'search', placeholder: text('merchants.search') },
    {
      kind: 'choice',
      name: 'typeCode',
      placeholder: text('merchants.type'),
      choices: types.data?.items.map((type) => ({ value: type.code, label: type.name })) ?? [],
    },
  ]
  return (
    <ListPage
      title={menu('operator.merchants')}
      purpose={text('merchants.purpose')}
      list={list}
      columns={columns}
      rowKey={(merchant) => merchant.id}
      filters={filters}
      onOpen={(merchant) => detail.open(merchant.id)}
      exportName={menu('operator.merchants')}
      empty={{ hint: text('merchants.empty.hint') }}
      actions={
        can('merchant.edit') && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => detail.open('new')}>
            {text('merchants.add')}
          </Button>
        )
      }
    >
      <MerchantAdd open={detail.id === 'new'} onClose={detail.close} onAdded={setHandover} />
      <MerchantDrawer id={detail.id === 'new' ? undefined : detail.id} onClose={detail.close} />
      <TemporaryPassword shown={handover} onClose={() => setHandover(undefined)} />
    </ListPage>
  )
}

function useMerchantColumns(): Column<Row>[] {
  const text = useText('operator')
  const states = useText('states')
  const money = (key: string, title: string, fenOf: (row: Row) => number): Column<Row> => ({
    key,
    title,
    align: 'right',
    render: (row) => <Money fen={fenOf(row)} />,
    exported: (row) => yuanText(fenOf(row)).replaceAll(',', ''),
  })
  return [
    {
      key: 'name',
      title: text('merchants.name'),
      phone: 'heading',
      render: (row) => row.name,
      exported: (row) => row.name,
    },
    { key: 'code', title: text('merchants.code'), render: (row) => row.code, exported: (row) => row.code },
    {
      key: 'type',
      title: text('merchants.type'),
      render: (row) => row.typeName,
      exported: (row) => row.typeName,
    },
    {
      key: 'state',
      title: text('merchants.state'),
      phone: 'corner',
      render: (row) => <StateTag kind="merchant" state={row.state} />,
      exported: (row) => states(`merchant.${row.state}`),
    },
    {
      key: 'customers',
      title: text('customers'),
      align: 'right',
      render: (row) => row.customers,
      exported: (row) => row.customers,
    },
    {
      key: 'cards',
      title: text('cards'),
      align: 'right',
      render: (row) => row.cards,
      exported: (row) => row.cards,
    },
    money('sales30', text('merchants.sales30'), (row) => row.sales30Fen),
    money('escrow', text('escrow'), (row) => row.escrowFen),
    {
      ...money('exposure', text('exposure'), (row) => row.exposureFen),
      render: (row) => (
        <Money fen={row.exposureFen} {...(row.exposureFen > 0 ? { tone: 'risk' as const } : {})} />
      ),
    },
    {
      key: 'createdAt',
      title: text('merchants.createdAt'),
      phone: 'hidden',
      render: (row) => <DateTime at={row.createdAt} show="day" />,
      exported: (row) => timeText(row.createdAt, 'second'),
    },
  ]
}
