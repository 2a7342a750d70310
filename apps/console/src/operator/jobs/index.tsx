import { operatorRoutes, type Job } from '@sesame/contract/operator'
import type { Static } from '@sesame/contract/schema'
import { Typography } from 'antd'
import { useQueryOf } from '../../shared/api.ts'
import { DateTime, timeText } from '../../shared/date-time.tsx'
import { useDetail } from '../../shared/detail-drawer.tsx'
import type { Column } from '../../shared/list/columns.ts'
import type { Filter } from '../../shared/list/filter-bar.tsx'
import { ListView } from '../../shared/list/list-page.tsx'
import { useList } from '../../shared/list/use-list.ts'
import { Answered } from '../../shared/looks.tsx'
import { PageShell } from '../../shared/page-shell.tsx'
import { StateTag, useStateChoices } from '../../shared/state-tag.tsx'
import { useText } from '../../shared/text.ts'
import './jobs.css'
import { JobDrawer } from './parts/job-drawer.tsx'
import { JobTiles } from './parts/job-tiles.tsx'
import { Timetable } from './parts/timetable.tsx'

type Row = Static<typeof Job>
type TitleOf = (name: string) => string

export default function JobsPage() {
  const menu = useText('menu')
  const text = useText('operator')
  const summary = useQueryOf(operatorRoutes.jobSummary, {}, { refetchInterval: 5_000 })
  const list = useList(operatorRoutes.listJobs)
  const titleOf: TitleOf = (name) => summary.data?.items.find((item) => item.name === name)?.title ?? name
  const columns = useJobColumns(titleOf)
  const detail = useDetail()
  const filters: Filter[] = [
    { kind: 'choice', name: 'state', placeholder: text('jobs.state'), choices: useStateChoices('job') },
    {
      kind: 'choice',
      name: 'name',
      placeholder: text('jobs.name'),
      choices: summary.data?.items.map((item) => ({ value: item.name, label: item.title })) ?? [],
    },
  ]
  return (
    <PageShell title={menu('operator.jobs')} purpose={text('jobs.purpose')}>
      <Answered query={summary}>
        {({ items }) => (
          <JobTiles
            counts={items}
            chosen={list.filters['state'] as string | undefined}
            onChoose={(state) => list.setFilters({ state })}
          />
        )}
      </Answered>
      <ListView
        list={list}
        columns={columns}
        rowKey={(job) => job.id}
        filters={filters}
        onOpen={(job) => detail.open(job.id)}
        exportName={menu('operator.jobs')}
        empty={{ hint: text('jobs.empty.hint') }}
      />
      {summary.data && <Timetable rows={summary.data.timetable} />}
      <JobDrawer
        id={detail.id}
        job={list.rows.find((job) => job.id === detail.id)}
        title={titleOf}
        waiting={list.isPending}
        onClose={detail.close}
      />
    </PageShell>
  )
}

function useJobColumns(titleOf: TitleOf): Column<Row>[] {
  const text = useText('operator')
  const states = useText('states')
  return [
    {
      key: 'name',
      title: text('jobs.name'),
      phone: 'heading',
      render: (job) => titleOf(job.name),
      exported: (job) => job.name,
    },
    {
      key: 'state',
      title: text('jobs.state'),
      phone: 'corner',
      render: (job) => <StateTag kind="job" state={job.state} />,
      exported: (job) => states(`job.${job.state}`),
    },
    {
      key: 'merchant',
      title: text('jobs.merchant'),
      render: (job) => job.merchantName ?? '–',
      exported: (job) => job.merchantName,
    },
    {
      key: 'attempts',
      title: text('jobs.attempts'),
      align: 'right',
      render: (job) => `${job.attempts} / ${job.attemptsMax}`,
      exported: (job) => job.attempts,
    },
    {
      key: 'runAt',
      title: text('jobs.runAt'),
      render: (job) => (job.state === 'dead' ? '–' : <DateTime at={job.runAt} show="second" />),
      exported: (job) => timeText(job.runAt, 'second'),
    },
    {
      key: 'error',
      title: text('jobs.error'),
      render: (job) => (
        <Typography.Text
          type={job.lastError ? 'danger' : 'secondary'}
          ellipsis
          style={{ maxWidth: 'min(320px, 56vw)' }}
        >
          {job.lastError?.split('\n', 1)[0] ?? '–'}
        </Typography.Text>
      ),
      exported: (job) => job.lastError,
    },
  ]
}
