import { once } from 'node:events'
import { Agent, request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { testCompose } from '../../test/http.ts'
import { staffSession } from '../../test/sessions.ts'
import { world } from '../../test/world.ts'
import { buildApp } from './app.ts'

/** A server that waits for one client for ever holds up every deployment; these end by the test's time limit. */
const db = await testDatabase()

async function listening() {
  const { merchantId, vault } = await world(db)
  const app = await buildApp(testCompose(db, { vault }))
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  return { app, url, merchantId }
}

test('a connection kept alive does not hold the server open after its last answer', async () => {
  const { app, url } = await listening()
  const agent = new Agent({ keepAlive: true })
  const asked = request(`${url}/api/merchant/session`, {
    agent,
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': 2 },
  })
  const answered = once(asked, 'response')
  asked.write('{')
  await once(app.server, 'request')
  const closed = app.close()
  asked.end('}')
  const [answer] = (await answered) as [IncomingMessage]
  expect(answer.headers.connection).toBe('close')
  answer.resume()
  await closed
  agent.destroy()
})

test('whoever watches live figures is let go', async () => {
  const { app, url, merchantId } = await listening()
  const { token } = await staffSession(db, merchantId)
  const stream = await fetch(`${url}/api/merchant/dashboard/live`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(stream.status).toBe(200)
  await app.close()
  await stream.text()
})
