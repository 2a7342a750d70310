import { sql } from 'kysely'
import type { Check } from './check.ts'

const chainingMilliseconds = 60_000

export const auditChecks: readonly Check[] = [
  {
    invariant: 11,
    name: 'the audit chain verifies',
    rows: ({ only }) => sql`
      select merchant_id, sequence, event_id as event, hash, expected from (
        select l.merchant_id, l.sequence, l.event_id, l.hash,
          row_number() over chain as place,
          audit_hash(coalesce(lag(l.hash) over chain, audit_start(l.merchant_id)), e) as expected
        from audit_link l
        left join audit_event e on e.merchant_id = l.merchant_id and e.id = l.event_id
        where true ${only('l')}
        window chain as (partition by l.merchant_id order by l.sequence)) link
      where sequence <> place or hash is distinct from expected`,
  },
  {
    invariant: 11,
    name: 'what waits for the audit chain is there and in no chain yet',
    rows: ({ only }) => sql`
      select p.merchant_id, w.event from audit_pending p
      cross join unnest(p.event_ids) as w (event)
      left join audit_event e on e.merchant_id = p.merchant_id and e.id = w.event
      left join audit_link l on l.merchant_id = p.merchant_id and l.event_id = w.event
      where (e.id is null or l.event_id is not null) ${only('p')}`,
  },
  {
    invariant: 11,
    name: 'every audit row is chained within a minute',
    rows: ({ now, only }) => sql`
      select e.merchant_id, e.id as event, e.action, e.created_at
      from audit_event e
      left join audit_link l on l.merchant_id = e.merchant_id and l.event_id = e.id
      where l.event_id is null and e.created_at < ${new Date(now.getTime() - chainingMilliseconds)} ${only('e')}`,
  },
]
