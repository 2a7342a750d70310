import type { ReactNode } from 'react'

export type Column<Row> = {
  key: string
  title: string
  render: (row: Row) => ReactNode
  /** The cell as text for the export; a column without it is not exported. */
  exported?: (row: Row) => string | number | null | undefined
  /** Only in the export. */
  hidden?: boolean
  align?: 'left' | 'right' | 'center'
  width?: number
  /** Place on a phone's card: heading, the top right corner, a labelled line (default), or not shown. */
  phone?: 'heading' | 'corner' | 'line' | 'hidden'
}
