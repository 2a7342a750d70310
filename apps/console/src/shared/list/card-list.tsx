import { Flex, Typography } from 'antd'
import type { Column } from './columns.ts'

type CardListProps<Row> = {
  rows: Row[]
  columns: Column<Row>[]
  rowKey: (row: Row) => string
  onOpen?: (row: Row) => void
}

/** The rows of a list as cards: what a phone shows instead of a wide table. */
export function CardList<Row>({ rows, columns, rowKey, onOpen }: CardListProps<Row>) {
  const at = (place: Column<Row>['phone']) => columns.filter((column) => (column.phone ?? 'line') === place)
  return (
    <Flex vertical gap={10} role="list">
      {rows.map((row) => (
        <div
          key={rowKey(row)}
          role="listitem"
          className={onOpen ? 'sesame-panel sesame-row-link' : 'sesame-panel'}
          tabIndex={onOpen ? 0 : undefined}
          onClick={() => onOpen?.(row)}
          onKeyDown={(event) => event.key === 'Enter' && onOpen?.(row)}
        >
          <Flex justify="space-between" align="flex-start" gap={8} style={{ marginBottom: 8 }}>
            <div style={{ fontWeight: 600, minWidth: 0 }}>
              {at('heading').map((column) => (
                <div key={column.key}>{column.render(row)}</div>
              ))}
            </div>
            <Flex vertical align="flex-end" gap={4}>
              {at('corner').map((column) => (
                <div key={column.key}>{column.render(row)}</div>
              ))}
            </Flex>
          </Flex>
          {at('line').map((column) => (
            <Flex key={column.key} justify="space-between" gap={12} style={{ padding: '2px 0' }}>
              <Typography.Text type="secondary">{column.title}</Typography.Text>
              <div style={{ textAlign: 'right', minWidth: 0, overflowWrap: 'anywhere' }}>
                {column.render(row)}
              </div>
            </Flex>
          ))}
        </div>
      ))}
    </Flex>
  )
}
