import { EventTimeline } from '../../../shared/event-timeline.tsx'
import { useText } from '../../../shared/text.ts'
import type { Order } from './order-types.ts'

/** What happened to the order, newest first. */
export function OrderEvents({ events }: { events: Order['events'] }) {
  const text = useText('orders')
  // Of one instant, what was written last comes first.
  const newestFirst = events.toReversed().toSorted((a, b) => b.at.localeCompare(a.at))
  const steps = newestFirst.map((event) => ({ ...event, who: event.actorName || text('actor.system') }))
  return <EventTimeline kind="order" events={steps} />
}
