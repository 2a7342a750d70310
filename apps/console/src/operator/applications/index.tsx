import { onboardingReviewRoutes } from '@sesame/contract/onboarding-review'
import type { AnswerOf } from '@sesame/contract/route'
import { Flex, Tabs } from 'antd'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useQueryOf } from '../../shared/api.ts'
import { DateTime, timeText } from '../../shared/date-time.tsx'
import { useDetail } from '../../shared/detail-drawer.tsx'
import type { Column } from '../../shared/list/columns.ts'
import type { Filter } from '../../shared/list/filter-bar.tsx'
import { ListView } from '../../shared/list/list-page.tsx'
import { useList } from '../../shared/list/use-list.ts'
import { PageShell } from '../../shared/page-shell.tsx'
import { StateTag, useStateChoices } from '../../shared/state-tag.tsx'
import { useText } from '../../shared/text.ts'
import { ApplicationDrawer } from './parts/application-drawer.tsx'
import { Expiring } from './parts/expiring.tsx'

type Row = AnswerOf<typeof onboardingReviewRoutes.listApplications>['items'][number]

/** Who wants to come in, and whose papers run out. */
export default function ApplicationsPage() {
  const menu = useText('menu')
  const text = useText('applications')
  const navigate = useNavigate()
  const { tab = 'queue' } = useSearch({ strict: false }) as { tab?: string }
  return (
    <PageShell title={menu('operator.applications')} purpose={text('purpose')}>
      <Tabs
        activeKey={tab}
        onChange={(key) => void navigate({ to: '.', search: { tab: key } as never })}
        items={[
          { key: 'queue', label: text('queue'), children: <Queue /> },
          { key: 'expiring', label: text('expiring'), children: <Expiring /> },
        ]}
      />
    </PageShell>
  )
}

function Queue() {
  const menu = useText('menu')
  const text = useText('applications')
  const detail = useDetail()
  const list = useList(onboardingReviewRoutes.listApplications)
  const types = useQueryOf(onboardingReviewRoutes.listTypes, {})
  const states = useStateChoices('application')
  const columns = useColumns()
  const filters: Filter[] = [
    { kind: 'search', name: 'search', placeholder: text('search') },
    { kind: 'choice', name: 'state', placeholder: text('state'), choices: states },
    {
      kind: 'choice',
      name: 'typeCode',
      placeholder: text('type'),
      choices: types.data?.items.map(({ code, name }) => ({ value: code, label: name })) ?? [],
    },
  ]
  return (
    <Flex vertical gap={12}>
      <ListView
        list={list}
        columns={columns}
        rowKey={(row) => row.id}
        filters={filters}
        onOpen={(row) => detail.open(row.id)}
        exportName={menu('operator.applications')}
        empty={{ title: text('empty'), hint: text('empty.hint') }}
      />
      <ApplicationDrawer id={detail.id} onClose={detail.close} />
    </Flex>
  )
}

function useColumns(): Column<Row>[] {
  const text = useText('applications')
  const states = useText('states')
  return [
    {
      key: 'merchant',
      title: text('merchant'),
      phone: 'heading',
      render: (row) => row.merchantName,
      exported: (row) => row.merchantName,
    },
    {
      key: 'code',
      title: text('code'),
      render: (row) => row.merchantCode,
      exported: (row) => row.merchantCode,
    },
    {
      key: 'type',
      title: text('type'),
      render: (row) => row.typeName ?? '–',
      exported: (row) => row.typeName ?? '',
    },
    {
      key: 'state',
      title: text('state'),
      phone: 'corner',
      render: (row) => <StateTag kind="application" state={row.state} />,
      exported: (row) => states(`application.${row.state}`),
    },
    {
      key: 'submittedAt',
      title: text('submittedAt'),
      render: (row) => (row.submittedAt ? <DateTime at={row.submittedAt} /> : '–'),
      exported: (row) => (row.submittedAt ? timeText(row.submittedAt, 'second') : ''),
    },
    {
      key: 'createdAt',
      title: text('createdAt'),
      phone: 'hidden',
      render: (row) => <DateTime at={row.createdAt} show="day" />,
      exported: (row) => timeText(row.createdAt, 'second'),
    },
  ]
}
