import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { openPool } from './db.ts'
import { isOutage } from './outage.ts'

const db = await testDatabase()
const { port, goSilent } = await openWire()
const through = new URL(db.url)
through.port = String(port)
const pool = openPool(through.href, { max: 4, statementSeconds: 30 })
afterAll(() => pool.end())

/** Between pool and database: it can let go of the database's side and not say so to the other. */
async function openWire() {
  const pairs = new Set<{ near: Socket; far: Socket }>()
  const server = createServer((near) => {
    const far = connect(Number(new URL(db.url).port), '127.0.0.1')
    const pair = { near, far }
    pairs.add(pair)
    near.on('data', (chunk) => void (far.destroyed || far.write(chunk))).on('close', () => far.destroy())
    far.on('data', (chunk) => near.write(chunk))
    far.on('close', () => void (pairs.delete(pair) && near.destroy()))
    for (const socket of [near, far]) socket.on('error', () => undefined)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterAll(() => void server.close())
  return {
    port: (server.address() as AddressInfo).port,
    goSilent: () => {
      for (const pair of pairs) {
        pairs.delete(pair)
        pair.far.destroy()
      }
    },
  }
}

test('connections that fell silent are ended long before the limit of a statement, idle ones too', async () => {
  const work = () => pool.query('select pg_sleep(0.1)')
  await Promise.all([work(), work(), work()])
  const waiting = Promise.allSettled([pool.query('select pg_sleep(20)'), work()])
  goSilent()
  const begun = performance.now()
  const [one, other] = await waiting
  expect(performance.now() - begun).toBeLessThan(15_000)
  for (const result of [one, other]) expect(isOutage((result as PromiseRejectedResult).reason)).toBe(true)
  expect(pool.totalCount).toBe(0)
  await work()
})

test('what is only slow goes on', async () => {
  const { rows } = await pool.query(`select 'done' as said from pg_sleep(4)`)
  expect(rows).toEqual([{ said: 'done' }])
})

test('a statement for a connection that has broken meanwhile meets an outage', async () => {
  const client = await pool.connect()
  const over = new Promise((resolve) => client.once('end', resolve))
  ;(client as unknown as { connection: { stream: Socket } }).connection.stream.destroy()
  await over
  const failure: unknown = await client.query('select 1').catch((error: unknown) => error)
  client.release(true)
  expect(isOutage(failure)).toBe(true)
})
