import type { FastifyInstance } from 'fastify'
import { ForgedNotification } from '../../channels/forged-notification.ts'
import { findAddress } from '../../flows/payments/find-address.ts'
import type { Compose } from '../compose.ts'
import { bodyOf, readRaw, refuse } from './raw-body.ts'
import { takeWechatNotice } from '../../exchanges/take-notice.ts'

/** What WeChat Pay tells of payments and refunds. 204 means taken; anything else and it is told again. */
export function wechatPayNotices(app: FastifyInstance, compose: Compose): void {
  readRaw(app)
  app.post(
    '/notify/wechat-pay/:channelAccountId',
    { config: { rateLimit: false } },
    async (request, reply) => {
      const { channelAccountId } = request.params as { channelAccountId: string }
      const body = bodyOf(request)
      try {
        const address = await findAddress(compose.db, { provider: 'wechat-pay', channelAccountId })
        if (!address) throw new ForgedNotification('serial_unknown', 'no such address')
        await takeWechatNotice(compose, address, { headers: request.headers, body })
        return await reply.code(204).send()
      } catch (error) {
        if (!(error instanceof ForgedNotification)) throw error
        const { reason } = error
        await refuse(compose, { provider: 'wechat-pay', channelAccountId, reason, ip: request.ip, body })
        return reply.code(401).send({ code: 'FAIL', message: reason })
      }
    },
  )
}
