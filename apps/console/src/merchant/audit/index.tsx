import { auditRoutes, type AuditEvent } from '@sesame/contract/staff'
import type { Static } from '@sesame/contract/schema'
import { DateTime, timeText } from '../../shared/date-time.tsx'
import { useDetail } from '../../shared/detail-drawer.tsx'
import type { Column } from '../../shared/list/columns.ts'
import type { Filter } from '../../shared/list/filter-bar.tsx'
import { ListPage } from '../../shared/list/list-page.tsx'
import { useList } from '../../shared/list/use-list.ts'
import { ToneTag } from '../../shared/state-tag.tsx'
import { useText } from '../../shared/text.ts'
import { EventDrawer } from './parts/event-drawer.tsx'
import { subjectKinds, useAuditWords } from './parts/words.ts'

type Row = Static<typeof AuditEvent>

export default function AuditPage() {
  const menu = useText('menu')
  const text = useText('audit')
  const list = useList(auditRoutes.listAuditEvents)
  const columns = useAuditColumns()
  const detail = useDetail()
  const filters: Filter[] = [
    { kind: 'search', name: 'action', placeholder: text('filter.action') },
    {
      kind: 'choice',
      name: 'subjectKind',
      placeholder: text('subject'),
      choices: subjectKinds.map((kind) => ({ value: kind, label: text(`subject.${kind}`) })),
    },
  ]
  return (
    <ListPage
      title={menu('settings.audit')}
      purpose={text('purpose')}
      list={list}
      columns={columns}
      rowKey={(event) => event.id}
      filters={filters}
      onOpen={(event) => detail.open(event.id)}
      exportName={menu('settings.audit')}
      empty={{ hint: text('empty.hint') }}
    >
      <EventDrawer
        id={detail.id}
        event={list.rows.find((event) => event.id === detail.id)}
        waiting={list.isPending}
        onClose={detail.close}
        onSubject={(event) =>
          list.setFilters({ subjectKind: event.subjectKind, subjectId: event.subjectId, action: undefined })
        }
      />
    </ListPage>
  )
}

function useAuditColumns(): Column<Row>[] {
  const text = useText('audit')
  const words = useAuditWords()
  return [
    {
      key: 'at',
      title: text('at'),
      render: (event) => <DateTime at={event.at} show="second" />,
      exported: (event) => timeText(event.at, 'second'),
    },
    {
      key: 'action',
      title: text('action'),
      phone: 'heading',
      render: (event) => words.action(event.action),
      exported: (event) => words.action(event.action),
    },
    {
      key: 'subject',
      title: text('subject'),
      render: (event) => words.subject(event.subjectKind),
      exported: (event) => `${words.subject(event.subjectKind)} ${event.subjectId}`,
    },
    {
      key: 'actor',
      title: text('actor'),
      render: (event) => event.actorName || '–',
      exported: (event) => event.actorName,
    },
    {
      key: 'chained',
      title: text('chain'),
      phone: 'corner',
      render: (event) => (
        <ToneTag tone={event.chained ? 'own' : 'neutral'}>
          {text(event.chained ? 'chained' : 'unchained')}
        </ToneTag>
      ),
      exported: (event) => text(event.chained ? 'chained' : 'unchained'),
    },
  ]
}
