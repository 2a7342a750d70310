import { Button, Flex } from 'antd'
import type { ReactNode } from 'react'
import { EmptyLook, ErrorLook, Loading } from '../looks.tsx'
import { useText } from '../text.ts'
import type { More } from './use-more.ts'

type MoreListProps<Row> = {
  list: More<Row>
  rowKey: (row: Row) => string
  render: (row: Row) => ReactNode
  /** What to say when there is nothing. */
  empty?: string
}

/** Rows one below the other, with a button for more. */
export function MoreList<Row>({ list, rowKey, render, empty }: MoreListProps<Row>) {
  const text = useText('common')
  if (list.error) return <ErrorLook error={list.error} onRetry={() => void list.refetch()} />
  if (list.isPending) return <Loading rows={3} />
  if (list.rows.length === 0) return <EmptyLook {...(empty ? { title: empty } : {})} />
  return (
    <div role="list">
      {list.rows.map((row) => (
        <div role="listitem" className="sesame-more-row" key={rowKey(row)}>
          {render(row)}
        </div>
      ))}
      {list.hasMore && (
        <Flex justify="center" style={{ paddingTop: 12 }}>
          <Button size="small" loading={list.isFetching} onClick={list.more}>
            {text('more')}
          </Button>
        </Flex>
      )}
    </div>
  )
}
