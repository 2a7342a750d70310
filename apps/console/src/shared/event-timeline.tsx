import { Timeline, Typography } from 'antd'
import { DateTime } from './date-time.tsx'
import { StateTag } from './state-tag.tsx'
import type { StateKind } from './states.ts'

type Step = {
  at: string
  /** The state that it came to. */
  to: string
  note: string
  who?: string
}

/** The life of one thing, step by step in the order given. */
export function EventTimeline({ kind, events }: { kind: StateKind; events: readonly Step[] }) {
  return (
    <Timeline
      style={{ marginTop: 12 }}
      items={events.map((event, index) => ({
        key: `${event.at}-${index}`,
        content: (
          <>
            <StateTag kind={kind} state={event.to} /> {event.note}
            <div>
              <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                <DateTime at={event.at} show="second" />
                {event.who !== undefined && ` · ${event.who}`}
              </Typography.Text>
            </div>
          </>
        ),
      }))}
    />
  )
}
