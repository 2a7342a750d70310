import { expect, test } from 'vitest'
import { openLog } from './log.ts'

test('secrets and personal data never reach the log', () => {
  const lines: string[] = []
  const log = openLog('info', { write: (line) => void lines.push(line) })
  log.info({ password: 'x1', body: { mobile: 'x2', account: { apiV3Key: 'x3' } }, openid: 'x4' }, 'hello')
  log.info({ req: { headers: { authorization: 'x5', cookie: 'x6' } }, headers: { 'set-cookie': 'x7' } })
  const text = lines.join('')
  expect(text).toContain('hello')
  expect(text).not.toMatch(/x[1-7]/)
})
