import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Channel = {
  url: string
  answersAs(signed: (body: string) => Record<string, string>): void
  close(): void
}

const body = JSON.stringify({ code_url: 'weixin://wxpay/bizpayurl?pr=bench' })

/** WeChat Pay's prepay as far as it is the channel's own work: an answer signed once and given to everybody. */
export async function openChannel(): Promise<Channel> {
  let signed: (body: string) => Record<string, string> = () => ({})
  let headers: Record<string, string> = {}
  let signedAt = 0
  const server = createServer((request, response) => {
    if (Date.now() - signedAt > 60_000) {
      headers = { ...signed(body), 'content-type': 'application/json', 'content-length': String(body.length) }
      signedAt = Date.now()
    }
    request.resume().once('end', () => response.writeHead(200, headers).end(body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answersAs: (sign) => {
      signed = sign
    },
    close: () => server.close().closeAllConnections(),
  }
}
