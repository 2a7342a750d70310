import { expect, test } from 'vitest'
import { newMerchant, testDatabase } from '../../test/database.ts'
import { audit } from '../kernel/audit.ts'
import { inMerchant } from '../kernel/db.ts'
import { verifyCommand } from './verify-command.ts'

const db = await testDatabase()

test('a copy is judged as of the moment at which it stopped', async () => {
  const merchantId = await newMerchant(db)
  const stopped = db.clock.now()
  const event = { action: 'test.done', subjectKind: 'test', subjectId: '1' }
  await inMerchant(db, merchantId, (tx) => audit(tx, { ...event, actor: { kind: 'system', id: 'test' } }))
  db.clock.advance(3_600_000)

  const verify = (...args: string[]) => verifyCommand(db, args, () => undefined)
  expect(await verify()).toBe(1)
  expect(await verify('--as-of', stopped.toISOString())).toBe(0)
  expect(await verify('--as-of', 'yesterday')).toBe(2)
})
