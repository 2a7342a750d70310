import { once } from 'node:events'
import { connect } from 'node:net'
import type { Socket } from 'node:net'

export type Ask = { method: 'GET' | 'POST'; path: string; headers?: Record<string, string>; body?: string }

export type Heard = { perSecond: number; p50: number; p99: number }

/** So many connections kept alive, each asking again as soon as it was answered; anything but 200 is an error. */
export async function knockAtOnce(
  port: number,
  { connections, seconds }: { connections: number; seconds: number },
  next: () => Ask,
): Promise<Heard> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)))
  const milliseconds: number[] = []
  const begun = performance.now()
  const until = begun + seconds * 1000
  await Promise.all(
    sockets.map(async (socket) => {
      for (let asked = performance.now(); asked < until; asked = performance.now()) {
        await ask(socket, textOf(next()))
        milliseconds.push(performance.now() - asked)
      }
    }),
  )
  const took = performance.now() - begun
  sockets.forEach((socket) => socket.destroy())
  const sorted = milliseconds.toSorted((one, other) => one - other)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
  return { perSecond: (sorted.length * 1000) / took, p50: at(0.5), p99: at(0.99) }
}

/** All of these, over so many connections; how many were answered a second. */
export async function knockThrough(port: number, connections: number, asks: readonly Ask[]): Promise<number> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)))
  const left = [...asks]
  const begun = performance.now()
  await Promise.all(
    sockets.map(async (socket) => {
      for (let one = left.pop(); one; one = left.pop()) await ask(socket, textOf(one))
    }),
  )
  const took = performance.now() - begun
  sockets.forEach((socket) => socket.destroy())
  return (asks.length * 1000) / took
}

/** So many customers who do one thing after the other, each on a connection; how many rounds of it a second. */
export async function visitAtOnce(
  port: number,
  { connections, seconds }: { connections: number; seconds: number },
  visit: (say: (one: Ask) => Promise<string>) => Promise<void>,
): Promise<number> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)))
  const begun = performance.now()
  let done = 0
  await Promise.all(
    sockets.map(async (socket) => {
      while (performance.now() - begun < seconds * 1000) {
        await visit((one) => ask(socket, textOf(one)))
        done += 1
      }
    }),
  )
  const took = performance.now() - begun
  sockets.forEach((socket) => socket.destroy())
  return (done * 1000) / took
}

async function open(port: number): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true })
  await once(socket, 'connect')
  return socket
}

function textOf({ method, path, headers = {}, body = '' }: Ask): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const length =
    body === '' ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`
  return `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${lines.join('')}${length}\r\n${body}`
}

/** Reads one answer by its content-length: a client that costs little leaves the processor to the server. */
function ask(socket: Socket, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = ''
    const onEnd = () => done(new Error('the connection ended'))
    const onData = (chunk: Buffer) => {
      heard += chunk.toString('latin1')
      const head = heard.indexOf('\r\n\r\n')
      if (head < 0) return
      if (heard.startsWith('HTTP/1.1 204')) return done(undefined)
      const length = /content-length: (\d+)/i.exec(heard)
      if (!length || heard.length < head + 4 + Number(length[1])) return
      done(heard.startsWith('HTTP/1.1 200') ? undefined : new Error(heard), heard.slice(head + 4))
    }
    const done = (error: Error | undefined, body = '') => {
      socket.off('data', onData).off('error', reject).off('close', onEnd)
      if (error) reject(error)
      else resolve(body)
    }
    socket.on('data', onData).on('error', reject).on('close', onEnd)
    socket.write(request)
  })
}
