import { alipayTime } from '../clock.ts'
import type { Courier } from '../deliveries.ts'
import { stranger } from '../wechat-pay/merchants.ts'
import type { World } from '../world.ts'
import { findApp } from './apps.ts'
import { sign, signText } from './signing.ts'
import { fenOf, yuanOf } from './yuan.ts'

const minutes = 60
const hours = 3600

export function alipayCourier(world: World): Courier {
  return {
    compose: (notice, flaw) => {
      const app = findApp(world, notice.merchant)
      if (app === undefined) throw new Error(`no Alipay app ${notice.merchant}`)
      const sentAt = new Date(world.clock.now().getTime() - (flaw === 'stale' ? 48 * hours * 1000 : 0))
      const params: Record<string, string> = {
        ...(notice.content as Record<string, string>),
        notify_id: notice.id,
        notify_time: alipayTime(sentAt),
        sign_type: 'RSA2',
      }
      if (flaw === 'amount-tampered') {
        const other = yuanOf(Math.max(1, (fenOf(params['total_amount']) ?? 2) - 1))
        for (const name of ['total_amount', 'receipt_amount', 'buyer_pay_amount']) params[name] = other
      }
      const key = flaw === 'unknown-key' ? stranger(world).privateKeyPem : app.alipayPrivateKeyPem
      const signature = sign(signText(params, ['sign', 'sign_type']), key)
      if (flaw === 'bad-signature') params['subject'] = `${params['subject'] ?? ''}!`
      return {
        // As the real one sends it; a parser that takes the header at its word refuses it.
        headers: { 'Content-Type': 'application/x-www-form-urlencoded; text/html; charset=utf-8' },
        body: new URLSearchParams({ ...params, sign: signature }).toString(),
      }
    },
    accepts: (status, answer) => status === 200 && answer === 'success',
    scheduleSeconds: [4 * minutes, 10 * minutes, 10 * minutes, hours, 2 * hours, 6 * hours, 15 * hours],
  }
}
