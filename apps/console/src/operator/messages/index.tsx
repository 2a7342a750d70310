import { operatorRoutes } from '@sesame/contract/operator'
import type { AnswerOf } from '@sesame/contract/route'
import { DateTime, timeText } from '../../shared/date-time.tsx'
import type { Column } from '../../shared/list/columns.ts'
import type { Filter } from '../../shared/list/filter-bar.tsx'
import { ListPage } from '../../shared/list/list-page.tsx'
import { useList } from '../../shared/list/use-list.ts'
import { StateTag, useStateChoices } from '../../shared/state-tag.tsx'
import { useText } from '../../shared/text.ts'

type Row = AnswerOf<typeof operatorRoutes.listMessages>['items'][number]

const events = ['order.paid', 'card.redeemed', 'refund.succeeded'] as const
/** Reasons of our own; a channel's refusal is shown in its own words. */
const notes = ['unknown_to_apps', 'no_template', 'unknown_to_mini_program', 'no_grant'] as const

export default function MessagesPage() {
  const menu = useText('menu')
  const text = useText('outbox')
  const list = useList(operatorRoutes.listMessages)
  const choices = useStateChoices('message')
  const eventOf = (row: Row) => {
    const event = events.find((one) => one === row.event)
    return event ? text(`event.${event}`) : row.event
  }
  const noteOf = (row: Row) => {
    const note = notes.find((one) => one === row.note)
    return note ? text(`note.${note}`) : row.note
  }
  const columns: Column<Row>[] = [
    {
      key: 'at',
      title: text('at'),
      render: (row) => <DateTime at={row.at} show="second" />,
      exported: (row) => timeText(row.at, 'second'),
    },
    {
      key: 'merchant',
      title: text('merchant'),
      phone: 'heading',
      render: (row) => row.merchantName,
      exported: (row) => row.merchantName,
    },
    { key: 'event', title: text('event'), render: eventOf, exported: eventOf },
    {
      key: 'state',
      title: text('state'),
      phone: 'corner',
      render: (row) => <StateTag kind="message" state={row.state} />,
      exported: (row) => choices.find((choice) => choice.value === row.state)?.label ?? row.state,
    },
    { key: 'note', title: text('note'), render: (row) => noteOf(row) || '–', exported: noteOf },
    {
      key: 'sentAt',
      title: text('sentAt'),
      render: (row) => (row.sentAt ? <DateTime at={row.sentAt} show="second" /> : '–'),
      exported: (row) => (row.sentAt ? timeText(row.sentAt, 'second') : ''),
    },
  ]
  const filters: Filter[] = [{ kind: 'choice', name: 'state', placeholder: text('state'), choices }]
  return (
    <ListPage
      title={menu('operator.messages')}
      purpose={text('purpose')}
      list={list}
      columns={columns}
      rowKey={(row) => row.id}
      filters={filters}
      exportName={menu('operator.messages')}
      empty={{ hint: text('empty.hint') }}
    />
  )
}
