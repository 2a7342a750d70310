import { PlusOutlined } from '@ant-design/icons'
import { staffRoutes, type Staff } from '@sesame/contract/staff'
import type { Static } from '@sesame/contract/schema'
import { Button, Flex, Tag } from 'antd'
import { useState } from 'react'
import { DateTime, timeText } from '../../shared/date-time.tsx'
import { useDetail } from '../../shared/detail-drawer.tsx'
import type { Column } from '../../shared/list/columns.ts'
import type { Filter } from '../../shared/list/filter-bar.tsx'
import { ListPage } from '../../shared/list/list-page.tsx'
import { useList } from '../../shared/list/use-list.ts'
import { useSession } from '../../shared/session.ts'
import { StateTag, useStateChoices } from '../../shared/state-tag.tsx'
import { TemporaryPassword, type Handover } from '../../shared/temporary-password.tsx'
import { useText } from '../../shared/text.ts'
import { StaffAdd } from './parts/staff-add.tsx'
import { StaffDrawer } from './parts/staff-drawer.tsx'

type Row = Static<typeof Staff>

export default function StaffPage() {
  const menu = useText('menu')
  const text = useText('staff')
  const { can } = useSession('merchant')
  const list = useList(staffRoutes.listStaff)
  const columns = useStaffColumns()
  const detail = useDetail()
  const [handover, setHandover] = useState<Handover | undefined>(undefined)
  const filters: Filter[] = [
    { kind: 'search', name: 'search', placeholder: text('search') },
    { kind: 'choice', name: 'state', placeholder: text('state'), choices: useStateChoices('staff') },
  ]
  return (
    <ListPage
      title={menu('settings.staff')}
      purpose={text('purpose')}
      list={list}
      columns={columns}
      rowKey={(person) => person.id}
      filters={filters}
      onOpen={(person) => detail.open(person.id)}
      exportName={menu('settings.staff')}
      empty={{ hint: text('empty.hint') }}
      actions={
        can('staff.edit') && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => detail.open('new')}>
            {text('add')}
          </Button>
        )
      }
    >
      <StaffAdd open={detail.id === 'new'} onClose={detail.close} onAdded={setHandover} />
      <StaffDrawer
        id={detail.id === 'new' ? undefined : detail.id}
        onClose={detail.close}
        onReset={setHandover}
      />
      <TemporaryPassword shown={handover} onClose={() => setHandover(undefined)} />
    </ListPage>
  )
}

function useStaffColumns(): Column<Row>[] {
  const text = useText('staff')
  const states = useText('states')
  const { staffId } = useSession('merchant')
  return [
    {
      key: 'name',
      title: text('name'),
      phone: 'heading',
      render: (row) => (
        <Flex align="center" gap={8}>
          {row.name}
          {row.id === staffId && <Tag style={{ margin: 0 }}>{text('you')}</Tag>}
        </Flex>
      ),
      exported: (row) => row.name,
    },
    {
      key: 'loginName',
      title: text('loginName'),
      render: (row) => row.loginName,
      exported: (row) => row.loginName,
    },
    {
      key: 'roles',
      title: text('roles'),
      render: (row) => row.roles.map((role) => role.name).join('、') || '–',
      exported: (row) => row.roles.map((role) => role.name).join(' '),
    },
    {
      key: 'store',
      title: text('store'),
      render: (row) => row.storeName ?? text('store.none'),
      exported: (row) => row.storeName,
    },
    {
      key: 'mobile',
      title: text('mobile'),
      render: (row) => row.mobile ?? '–',
      exported: (row) => row.mobile,
    },
    {
      key: 'state',
      title: text('state'),
      phone: 'corner',
      render: (row) => <StateTag kind="staff" state={row.state} />,
      exported: (row) => states(`staff.${row.state}`),
    },
    {
      key: 'joinedOn',
      title: text('joinedOn'),
      phone: 'hidden',
      render: (row) => row.joinedOn,
      exported: (row) => row.joinedOn,
    },
    {
      key: 'lastSeenAt',
      title: text('lastSeenAt'),
      render: (row) => (row.lastSeenAt ? <DateTime at={row.lastSeenAt} /> : text('never')),
      exported: (row) => (row.lastSeenAt ? timeText(row.lastSeenAt, 'second') : ''),
    },
  ]
}
