import type { FastifyInstance } from 'fastify'
import { ForgedNotification } from '../../channels/forged-notification.ts'
import { takeAlipayNotice } from '../../exchanges/take-notice.ts'
import { findAddress } from '../../flows/payments/find-address.ts'
import type { Compose } from '../compose.ts'
import { bodyOf, readRaw, refuse } from './raw-body.ts'

/** What Alipay tells of payments and refunds. It takes exactly the word `success` for an answer. */
export function alipayNotices(app: FastifyInstance, compose: Compose): void {
  readRaw(app)
  app.post('/notify/alipay/:channelAccountId', { config: { rateLimit: false } }, async (request, reply) => {
    const { channelAccountId } = request.params as { channelAccountId: string }
    const body = bodyOf(request)
    void reply.type('text/plain; charset=utf-8')
    try {
      const address = await findAddress(compose.db, { provider: 'alipay', channelAccountId })
      if (!address) throw new ForgedNotification('serial_unknown', 'no such address')
      await takeAlipayNotice(compose, address, body)
      return await reply.send('success')
    } catch (error) {
      if (!(error instanceof ForgedNotification)) throw error
      const { reason } = error
      await refuse(compose, { provider: 'alipay', channelAccountId, reason, ip: request.ip, body })
      return reply.code(401).send('failure')
    }
  })
}
