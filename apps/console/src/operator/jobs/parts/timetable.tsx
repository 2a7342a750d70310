import type { operatorRoutes } from '@sesame/contract/operator'
import type { AnswerOf } from '@sesame/contract/route'
import { Flex, Typography } from 'antd'
import { DateTime } from '../../../shared/date-time.tsx'
import { Panel } from '../../../shared/page-shell.tsx'
import { useText, type Text } from '../../../shared/text.ts'

type Rows = AnswerOf<typeof operatorRoutes.jobSummary>['timetable']

/** What runs by the clock, and when it last did. */
export function Timetable({ rows }: { rows: Rows }) {
  const text = useText('operator')
  return (
    <div style={{ marginTop: 16 }}>
      <Panel title={text('jobs.timetable')}>
        {rows.map((row) => (
          <Flex key={row.name} justify="space-between" gap={12} wrap className="sesame-more-row">
            <span>
              {row.title}
              <Typography.Text type="secondary" style={{ marginInlineStart: 10 }}>
                {patternText(row.pattern, text)}
              </Typography.Text>
            </span>
            <span>
              <Typography.Text type="secondary">{text('jobs.lastRunAt')} </Typography.Text>
              {row.lastRunAt ? <DateTime at={row.lastRunAt} show="second" /> : text('jobs.never')}
            </span>
          </Flex>
        ))}
      </Panel>
    </div>
  )
}

/** The patterns in use, in words; any other is shown as it is. */
function patternText(pattern: string, text: Text<'operator'>): string {
  if (pattern === '* * * * *') return text('jobs.every.minute')
  const minutes = /^\*\/(\d+) \* \* \* \*$/.exec(pattern)
  if (minutes) return text('jobs.every.minutes', { count: Number(minutes[1]) })
  const day = /^(\d{1,2}) (\d{1,2}) \* \* \*$/.exec(pattern)
  if (day) return text('jobs.every.day', { time: `${day[2]?.padStart(2, '0')}:${day[1]?.padStart(2, '0')}` })
  return pattern
}
