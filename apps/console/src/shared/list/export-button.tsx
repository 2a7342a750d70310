import { DownloadOutlined } from '@ant-design/icons'
import { App as AntApp, Button } from 'antd'
import { useState } from 'react'
import { timeText } from '../date-time.tsx'
import { useNotice } from '../notice.tsx'
import { useText } from '../text.ts'
import type { Column } from './columns.ts'
import { exportCsv, exportRowsMax } from './export-csv.ts'

type ExportButtonProps<Row> = {
  name: string
  columns: Column<Row>[]
  everything: () => AsyncGenerator<Row[]>
}

export function ExportButton<Row>({ name, columns, everything }: ExportButtonProps<Row>) {
  const text = useText('common')
  const notice = useNotice()
  const { message } = AntApp.useApp()
  const [progress, setProgress] = useState<number | undefined>(undefined)

  const run = async () => {
    setProgress(0)
    try {
      const day = timeText(new Date().toISOString(), 'day')
      const written = await exportCsv({
        name: `${name}-${day}`,
        columns,
        pages: everything(),
        onProgress: setProgress,
      })
      if (written.stopped) void message.warning(text('export.limit', { count: exportRowsMax }))
      else notice.done(text('export.done', { count: written.rows }))
    } catch (error) {
      notice.failed(error)
    } finally {
      setProgress(undefined)
    }
  }
  return (
    <Button icon={<DownloadOutlined />} loading={progress !== undefined} onClick={() => void run()}>
      {progress ? text('export.progress', { count: progress }) : text('export')}
    </Button>
  )
}
