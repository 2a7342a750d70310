import { Timeline, Typography } from 'antd'
import { DateTime } from '../../../shared/date-time.tsx'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import type { Order } from './order-types.ts'

/** What happened to the order, newest first. */
export function OrderEvents({ events }: { events: Order['events'] }) {
  const text = useText('orders')
  // Of one instant, what was written last comes first.
  const newestFirst = events.toReversed().toSorted((a, b) => b.at.localeCompare(a.at))
  return (
    <Timeline
      style={{ marginTop: 12 }}
      items={newestFirst.map((event, index) => ({
        key: `${event.at}-${index}`,
        content: (
          <>
            <StateTag kind="order" state={event.to} /> {event.note}
            <div>
              <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                <DateTime at={event.at} show="second" /> · {event.actorName || text('actor.system')}
              </Typography.Text>
            </div>
          </>
        ),
      }))}
    />
  )
}
