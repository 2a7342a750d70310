import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Button, Flex, Table, Typography } from 'antd'
import type { ReactNode } from 'react'
import { EmptyLook, ErrorLook, Loading } from '../looks.tsx'
import { PageShell } from '../page-shell.tsx'
import { useText } from '../text.ts'
import { usePhone } from '../use-phone.ts'
import { CardList } from './card-list.tsx'
import type { Column } from './columns.ts'
import { ExportButton } from './export-button.tsx'
import { FilterBar, type Filter } from './filter-bar.tsx'
import type { List } from './use-list.ts'

export type ListViewProps<Row> = {
  list: List<Row>
  columns: Column<Row>[]
  rowKey: (row: Row) => string
  filters?: Filter[]
  /** Opens a row, mostly its drawer's address. */
  onOpen?: (row: Row) => void
  /** File name of the export, without day and ending. */
  exportName: string
  empty?: { title?: string; hint?: string; action?: ReactNode }
}

export type ListPageProps<Row> = ListViewProps<Row> & {
  title: string
  purpose?: string
  actions?: ReactNode
  aside?: ReactNode
  /** Above the list: figures, a hint. */
  above?: ReactNode
  /** Beside the list: the detail drawer. */
  children?: ReactNode
}

/** A whole page that is one list. */
export function ListPage<Row>({
  title,
  purpose,
  actions,
  aside,
  above,
  children,
  ...view
}: ListPageProps<Row>) {
  return (
    <PageShell title={title} purpose={purpose} actions={actions} aside={aside}>
      {above}
      <ListView {...view} />
      {children}
    </PageShell>
  )
}

/** Filters, rows, pager and export; a table on a desk, cards on a phone. */
export function ListView<Row>({
  list,
  columns,
  rowKey,
  filters = [],
  onOpen,
  exportName,
  empty,
}: ListViewProps<Row>) {
  const phone = usePhone()
  const shown = columns.filter((column) => !column.hidden)
  const rows = phone ? (
    <CardList rows={list.rows} columns={shown} rowKey={rowKey} {...(onOpen ? { onOpen } : {})} />
  ) : (
    <div className="sesame-panel sesame-panel-flush">
      <RowTable list={list} columns={shown} rowKey={rowKey} {...(onOpen ? { onOpen } : {})} />
    </div>
  )
  return (
    <Flex vertical gap={12}>
      <Flex justify="space-between" gap={8} wrap>
        <FilterBar filters={filters} list={list} />
        <span style={{ marginInlineStart: 'auto' }}>
          <ExportButton name={exportName} columns={columns} everything={list.everything} />
        </span>
      </Flex>
      {list.error ? (
        <ErrorLook error={list.error} onRetry={() => void list.refetch()} />
      ) : list.isPending ? (
        <div className="sesame-panel">
          <Loading />
        </div>
      ) : list.rows.length === 0 ? (
        <EmptyPanel filtered={list.filtered} {...(empty ? { empty } : {})} />
      ) : (
        rows
      )}
      <Pager list={list} />
    </Flex>
  )
}

function EmptyPanel({ filtered, empty }: { filtered: boolean; empty?: ListViewProps<never>['empty'] }) {
  const text = useText('common')
  return (
    <div className="sesame-panel">
      {filtered ? <EmptyLook title={text('empty.filtered')} /> : <EmptyLook {...empty} />}
    </div>
  )
}

type RowTableProps<Row> = Pick<ListViewProps<Row>, 'list' | 'columns' | 'rowKey' | 'onOpen'>

function RowTable<Row>({ list, columns, rowKey, onOpen }: RowTableProps<Row>) {
  return (
    <Table<Row & object>
      dataSource={list.rows as (Row & object)[]}
      rowKey={rowKey}
      loading={list.isFetching && !list.isPending}
      pagination={false}
      scroll={{ x: 'max-content' }}
      columns={columns.map(({ key, title, align, width, render }) => ({
        key,
        title,
        ...(align ? { align } : {}),
        ...(width ? { width } : {}),
        render: (_: unknown, row: Row) => render(row),
      }))}
      {...(onOpen
        ? {
            onRow: (row: Row) => ({
              className: 'sesame-row-link',
              tabIndex: 0,
              onClick: (event: { target: EventTarget }) => {
                // A link inside the row goes its own way.
                if (!(event.target as HTMLElement).closest('a, button')) onOpen(row)
              },
              onKeyDown: (event: { key: string }) => event.key === 'Enter' && onOpen(row),
            }),
          }
        : {})}
    />
  )
}

function Pager<Row>({ list }: { list: List<Row> }) {
  const text = useText('common')
  if (!list.hasNext && !list.hasPrevious) return null
  return (
    <Flex justify="flex-end" align="center" gap={8}>
      <Typography.Text type="secondary">{text('page.number', { page: list.pageNumber })}</Typography.Text>
      <Button icon={<LeftOutlined />} disabled={!list.hasPrevious} onClick={list.previous}>
        {text(list.pageNumber === 1 && list.hasPrevious ? 'page.first' : 'page.previous')}
      </Button>
      <Button icon={<RightOutlined />} iconPlacement="end" disabled={!list.hasNext} onClick={list.next}>
        {text('page.next')}
      </Button>
    </Flex>
  )
}
