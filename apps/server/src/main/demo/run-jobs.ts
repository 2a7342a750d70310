import type { Compose } from '../../http/compose.ts'
import { inMerchant } from '../../kernel/db.ts'
import { compactId } from '../../kernel/ids.ts'
import { getRefund } from '../../modules/refund/index.ts'
import type { JobName } from '../../jobs/catalog.ts'
import { handlersOf } from '../../work/handlers.ts'
import type { Shop } from './shop.ts'

type Due = { id: string; name: JobName; payload: Record<string, string>; dueAt: Date | null }

/**
 * Runs one merchant's jobs that are due by its own clock, each at its time. What was asked for without a time is due at
 * once: the queue writes the machine's time for it. The queue's own runner would run all of the past at once.
 */
export async function runJobs(shop: Shop, until: Date): Promise<number> {
  const due = await takeDue(shop, until)
  for (const job of due) {
    if (job.dueAt && job.dueAt > shop.clock.now()) shop.clock.set(job.dueAt)
    await runJob(shop, job)
  }
  shop.talks = false
  return due.length
}

/** And whatever those jobs ask for, and so on. */
export async function runAllJobs(shop: Shop, until: Date): Promise<void> {
  while ((await runJobs(shop, until)) > 0);
}

async function takeDue({ world, merchantId }: Shop, until: Date): Promise<Due[]> {
  const { rows } = await world.queue.query<Due>(
    `select id::text as id, name, payload,
       case when run_at in (created_at, updated_at) then null else run_at end as "dueAt"
     from sesame_jobs.job
     where coalesce(payload->>'merchantId', $1) = $1 and attempts < max_attempts
       and (run_at <= $2 or run_at in (created_at, updated_at))
     order by "dueAt" nulls first, id limit 100`,
    [merchantId, until],
  )
  if (rows.length > 0)
    await world.queue.query('select graphile_worker.complete_jobs($1::bigint[])', [rows.map(({ id }) => id)])
  return rows
}

async function runJob(shop: Shop, job: Due): Promise<void> {
  const place = placeOf(shop, job)
  if (place === 'nowhere') return
  const run = (parts: Compose) =>
    (handlersOf(parts)[job.name] as (payload: unknown) => Promise<unknown>)(job.payload)
  if (place === 'here') return void (await run(shop.parts))
  await shop.world.atChannels(shop.clock.now(), async (outside) => {
    await run(outside)
    if (job.name === 'refund.submit') await endRefund(shop, outside, job.payload.refundId!)
  })
}

/** At WeChat Pay a refund takes a moment of the machine's time; here the bank answers at once. */
async function endRefund(shop: Shop, outside: Compose, refundId: string): Promise<void> {
  const { merchantId, plan, apps, world } = shop
  const state = () => inMerchant(outside.db, merchantId, async (tx) => (await getRefund(tx, refundId)).state)
  if ((await state()) !== 'processing') return
  const merchant = apps.wechatNumber
  const outRefundNo = plan.code + compactId(refundId)
  const { items } = await world.sandbox.get<{ items: { outRefundNo: string; fate: string }[] }>(
    '/api/refunds',
  )
  const fate = items.find((one) => one.outRefundNo === outRefundNo)?.fate ?? 'SUCCESS'
  await world.sandbox.post('/api/refunds/end', { merchant, outRefundNo, status: fate })
  await world.door.until(async () => (await state()) !== 'processing')
}

/** Jobs of what was paid long ago would find nothing to do; of the others, some have to wait for the channels. */
function placeOf({ settled, talks }: Shop, { name, payload }: Due): 'nowhere' | 'here' | 'channels' {
  switch (name) {
    case 'order.expire':
      return settled.has(payload.orderId ?? '') ? 'nowhere' : 'channels'
    case 'payment.poll':
      return settled.has(payload.attemptId ?? '') ? 'nowhere' : 'channels'
    case 'message.send':
      return talks ? 'channels' : 'here'
    case 'refund.submit':
    case 'refund.poll':
    case 'person.spread':
    case 'person.repoint':
      return 'channels'
    default:
      return 'here'
  }
}
