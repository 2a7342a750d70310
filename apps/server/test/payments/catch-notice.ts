import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { startPayment } from '../../src/exchanges/start-payment.ts'
import type { AttemptRow, PayStage, Shop } from '../pay-stage.ts'

export type Caught = { headers: IncomingHttpHeaders; body: Buffer }

/** The next notice, caught before it reaches us, to be sent by hand. */
async function catchNext(
  attemptUrl: (url: string) => void,
): Promise<{ next: Promise<Caught>; close(): void }> {
  const caught = Promise.withResolvers<Caught>()
  const server = createServer((request, response) => {
    void buffer(request).then((body) => caught.resolve({ headers: request.headers, body }))
    response.statusCode = 500
    response.end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  attemptUrl(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return { next: caught.promise, close: () => server.close() }
}

export type NoticeCatcher = ReturnType<typeof noticeCatcher>

/** Notices that are held back, to be delivered by hand as often and as changed as a test likes. */
export function noticeCatcher(stage: PayStage) {
  const { http } = stage.parts.config

  /** What this work asks to be told of is told to us. */
  const held = async (work: () => Promise<unknown>) => {
    const own = http.publicUrl
    const catcher = await catchNext((url) => (http.publicUrl = url))
    await work()
    http.publicUrl = own
    return catcher
  }

  /** A payment by a code, whose first notice we have but nobody else heard. */
  const paidButUntold = async (
    shop: Shop,
    orderId: string,
  ): Promise<{ attempt: AttemptRow; notice: Caught }> => {
    const start = { ...shop.by(), orderId, method: 'wechat-native' as const }
    const catcher = await held(() => startPayment(stage.parts, start))
    const attempt = (await shop.attempts(orderId))[0]!
    await stage.payFor(attempt)
    const notice = await catcher.next
    catcher.close()
    return { attempt, notice }
  }

  const deliver = (shop: Pick<Shop, 'wechatId'>, { headers, body }: Caught, accountId = shop.wechatId) => {
    const { host: _, connection: __, 'content-length': ___, 'transfer-encoding': ____, ...kept } = headers
    return fetch(`${http.publicUrl}/notify/wechat-pay/${accountId}`, {
      method: 'POST',
      headers: kept as Record<string, string>,
      body: new Uint8Array(body),
    })
  }
  return { held, paidButUntold, deliver }
}
