import type { FastifyInstance } from 'fastify'
import { operatorRoutes } from '@sesame/contract/operator'
import { retryDeadJob } from '../../flows/jobs/retry-dead-job.ts'
import { inReport } from '../../kernel/db.ts'
import { actorOf } from '../../modules/access/index.ts'
import { listMessages } from '../../reports/messages.ts'
import { getJob, listJobs, listRefusedNotices, summarizeJobs } from '../../reports/jobs.ts'
import type { Compose } from '../compose.ts'
import { serve } from '../serve.ts'

/** Jobs with their state, dead letters, the outbox of messages, and notices that were refused. */
export function jobs(app: FastifyInstance, { db }: Compose): void {
  serve(app, operatorRoutes.listJobs, async ({ query }) => inReport(db, (read) => listJobs(read, query)))
  serve(app, operatorRoutes.jobSummary, async () => inReport(db, summarizeJobs))
  serve(app, operatorRoutes.retryJob, async ({ caller, key, params }) => {
    const { merchantId } = caller
    await retryDeadJob(db, { merchantId, key, actor: actorOf(caller), ...params })
    return inReport(db, (read) => getJob(read, params.jobId))
  })
  serve(app, operatorRoutes.listMessages, async ({ query }) =>
    inReport(db, (read) => listMessages(read, query)),
  )
  serve(app, operatorRoutes.listRefusedNotices, async ({ query }) =>
    inReport(db, (read) => listRefusedNotices(read, query)),
  )
}
