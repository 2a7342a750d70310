import { once } from 'node:events'
import { connect } from 'node:net'
import type { Socket } from 'node:net'

export type Ask = { method: string; path: string; headers?: Record<string, string>; body?: string }
export type Heard = { status: number; milliseconds: number }

/**
 * Callers who come at a rate of their own, whether or not those before them have been answered. Each takes a free
 * connection or opens one.
 */
export function openLoop(port: number) {
  const free: Socket[] = []
  const all = new Set<Socket>()

  const open = async (): Promise<Socket> => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true })
    all.add(socket)
    socket.on('error', () => undefined).on('close', () => all.delete(socket))
    await once(socket, 'connect')
    return socket
  }

  /** Status 0 is an answer that never came. */
  const ask = async (asked: Ask): Promise<Heard> => {
    const begun = performance.now()
    try {
      let socket = free.pop()
      while (socket?.destroyed) socket = free.pop()
      socket ??= await open()
      const status = await speak(socket, textOf(asked))
      if (!socket.destroyed) free.push(socket)
      return { status, milliseconds: performance.now() - begun }
    } catch {
      return { status: 0, milliseconds: performance.now() - begun }
    }
  }

  const offer = async (perSecond: number, seconds: number, next: () => Ask): Promise<Heard[]> => {
    const begun = performance.now()
    const asked: Promise<Heard>[] = []
    await new Promise<void>((done) => {
      const timer = setInterval(() => {
        const passed = (performance.now() - begun) / 1000
        while (asked.length < Math.min(passed, seconds) * perSecond) asked.push(ask(next()))
        if (passed < seconds) return
        clearInterval(timer)
        done()
      }, 5)
    })
    return Promise.all(asked)
  }
  return { ask, offer, close: () => all.forEach((socket) => socket.destroy()) }
}

function textOf({ method, path, headers = {}, body = '' }: Ask): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const length = `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`
  return `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${lines.join('')}${body === '' ? '' : length}\r\n${body}`
}

/** Reads one answer by its content-length. */
function speak(socket: Socket, request: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let heard = ''
    const done = (end: () => void) => {
      socket.off('data', onData).off('close', onClose)
      end()
    }
    const onClose = () => done(() => reject(new Error('the connection ended')))
    const onData = (chunk: Buffer) => {
      heard += chunk.toString('latin1')
      const head = heard.indexOf('\r\n\r\n')
      const length = /content-length: (\d+)/i.exec(heard)
      if (head < 0 || !length || heard.length < head + 4 + Number(length[1])) return
      if (/\r\nconnection: close/i.test(heard.slice(0, head + 2))) socket.destroy()
      done(() => resolve(Number(heard.slice(9, 12))))
    }
    socket.on('data', onData).on('close', onClose)
    socket.write(request)
  })
}
