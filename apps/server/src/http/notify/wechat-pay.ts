import type { FastifyInstance } from 'fastify'
import { ForgedNotification } from '../../channels/forged-notification.ts'
import { isV2 } from '../../channels/wechat-pay/v2-notification.ts'
import { writeFlatXml } from '../../channels/wechat-pay/v2-xml.ts'
import { findAddress } from '../../flows/payments/find-address.ts'
import type { Compose } from '../compose.ts'
import { bodyOf, readRaw, refuse } from './raw-body.ts'
import { takeWechatNotice } from '../../exchanges/take-notice.ts'

const answerOf = (code: string, message: string) =>
  writeFlatXml(
    new Map([
      ['return_code', code],
      ['return_msg', message],
    ]),
  )
const taken = answerOf('SUCCESS', 'OK')
const notTaken = answerOf('FAIL', '签名失败')

/**
 * What WeChat Pay tells of payments and refunds. 204 means taken, and in v2's XML a word; anything else
 * and it is told again.
 */
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
        if (isV2(body)) return await reply.type('text/xml').send(taken)
        return await reply.code(204).send()
      } catch (error) {
        if (!(error instanceof ForgedNotification)) throw error
        const { reason } = error
        await refuse(compose, { provider: 'wechat-pay', channelAccountId, reason, ip: request.ip, body })
        if (isV2(body)) return reply.code(401).type('text/xml').send(notTaken)
        return reply.code(401).send({ code: 'FAIL', message: reason })
      }
    },
  )
}
