import { EventEmitter, once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { takeAlipayNotice, takeWechatNotice } from '../../exchanges/take-notice.ts'
import type { Parts } from '../../exchanges/parts.ts'
import { findAddress } from '../../flows/payments/find-address.ts'

export type NoticeDoor = {
  url: string
  /** Resolves when this has come true, which is looked at now and after each notice that is taken. */
  until(happened: () => Promise<boolean>): Promise<void>
  close(): Promise<void>
}

const patienceMilliseconds = 10_000

/** Where the sandbox's notices arrive while the demo loads: no server listens yet, so they are taken here. */
export async function openNoticeDoor(partsOf: () => Parts): Promise<NoticeDoor> {
  const told = new EventEmitter()
  const server = createServer((request, response) => {
    void buffer(request).then(async (body) => {
      const answer = await takeNotice(partsOf(), request.url ?? '', { headers: request.headers, body })
      response.writeHead(answer.status, { 'content-type': 'text/plain' }).end(answer.text)
      told.emit('taken')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    async until(happened) {
      for (;;) {
        const next = once(told, 'taken', { signal: AbortSignal.timeout(patienceMilliseconds) })
        next.catch(() => undefined)
        if (await happened()) return
        await next
      }
    },
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

type Told = { headers: Record<string, string | string[] | undefined>; body: Buffer }

async function takeNotice(parts: Parts, path: string, told: Told): Promise<{ status: number; text: string }> {
  const [, , provider, channelAccountId = ''] = path.split('/')
  try {
    if (provider === 'wechat-pay') {
      const address = await findAddress(parts.db, { provider, channelAccountId })
      await takeWechatNotice(parts, address!, told)
      return { status: 204, text: '' }
    }
    const address = await findAddress(parts.db, { provider: 'alipay', channelAccountId })
    await takeAlipayNotice(parts, address!, told.body)
    return { status: 200, text: 'success' }
  } catch (error) {
    parts.log.error({ err: error, path }, 'a notice was not taken')
    return { status: 500, text: 'failure' }
  }
}
