import { operatorRoutes } from '@sesame/contract/operator'
import type { AnswerOf } from '@sesame/contract/route'
import { DateTime, timeText } from '../../shared/date-time.tsx'
import type { Column } from '../../shared/list/columns.ts'
import { ListPage } from '../../shared/list/list-page.tsx'
import { useList } from '../../shared/list/use-list.ts'
import { ToneTag } from '../../shared/state-tag.tsx'
import { useText } from '../../shared/text.ts'

type Row = AnswerOf<typeof operatorRoutes.listRefusedNotices>['items'][number]

export default function NoticesPage() {
  const menu = useText('menu')
  const text = useText('operator')
  const list = useList(operatorRoutes.listRefusedNotices)
  const providerOf = (row: Row) =>
    row.provider === 'wechat-pay' || row.provider === 'alipay'
      ? text(`provider.${row.provider}`)
      : row.provider
  const columns: Column<Row>[] = [
    {
      key: 'at',
      title: text('notices.at'),
      render: (row) => <DateTime at={row.at} show="second" />,
      exported: (row) => timeText(row.at, 'second'),
    },
    {
      key: 'provider',
      title: text('notices.provider'),
      phone: 'corner',
      render: providerOf,
      exported: providerOf,
    },
    {
      key: 'reason',
      title: text('notices.reason'),
      phone: 'heading',
      render: (row) => <ToneTag tone="risk">{row.reason}</ToneTag>,
      exported: (row) => row.reason,
    },
    { key: 'ip', title: text('notices.ip'), render: (row) => row.ip, exported: (row) => row.ip },
    {
      key: 'account',
      title: text('notices.account'),
      render: (row) => row.channelAccountId || '–',
      exported: (row) => row.channelAccountId,
    },
  ]
  return (
    <ListPage
      title={menu('operator.notices')}
      purpose={text('notices.purpose')}
      list={list}
      columns={columns}
      rowKey={(row) => row.id}
      exportName={menu('operator.notices')}
      empty={{ hint: text('notices.empty.hint') }}
    />
  )
}
