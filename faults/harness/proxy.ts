import { createServer, connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { once } from 'node:events'

/** Between the server and its database, to do to their connections what networks do. */
export type Proxy = {
  port: number
  /** Ends every connection at once, on both sides. */
  cut(): number
  /** The database's side ends; the server's side stays open and hears nothing ever again. */
  halfOpen(): number
  /** Of the next so many commits the database does its part, and nobody hears of it. */
  loseCommits(count: number): void
  commitsLost(): number
  close(): Promise<void>
}

type Pair = { near: Socket; far: Socket; isDeaf: boolean; isLosing: boolean }

export async function openProxy(targetPort: number): Promise<Proxy> {
  const pairs = new Set<Pair>()
  let toLose = 0
  let lost = 0

  const server = createServer((near) => {
    const far = connect({ host: '127.0.0.1', port: targetPort, noDelay: true })
    near.setNoDelay(true)
    const pair: Pair = { near, far, isDeaf: false, isLosing: false }
    pairs.add(pair)
    near.on('data', (chunk) => {
      if (pair.isDeaf) return
      if (toLose > 0 && isCommit(chunk)) {
        toLose -= 1
        pair.isLosing = true
      }
      far.write(chunk)
    })
    far.on('data', (chunk) => {
      if (pair.isDeaf) return
      if (!pair.isLosing) return void near.write(chunk)
      lost += 1
      near.destroy()
      far.destroy()
    })
    const end = () => {
      if (pair.isDeaf) return
      near.destroy()
      far.destroy()
      pairs.delete(pair)
    }
    for (const socket of [near, far]) socket.on('error', end).on('close', end)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  const each = (work: (pair: Pair) => void): number => {
    const living = [...pairs].filter(({ isDeaf }) => !isDeaf)
    living.forEach(work)
    return living.length
  }
  const destroy = ({ near, far }: Pair) => {
    near.destroy()
    far.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    cut: () => each(destroy),
    halfOpen: () =>
      each((pair) => {
        pair.isDeaf = true
        pair.far.destroy()
      }),
    loseCommits: (count) => (toLose = count),
    commitsLost: () => lost,
    close: async () => {
      pairs.forEach(destroy)
      server.close()
      await once(server, 'close')
    },
  }
}

/** As the driver says it, alone in a simple query. */
function isCommit(chunk: Buffer): boolean {
  return /(^|\0|; ?)commit\0/i.test(chunk.toString('latin1').replace(/Q.{4}/gs, '\0'))
}
