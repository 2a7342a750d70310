import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { messageCodes } from '@sesame/contract/messages/index'

const sources = fileURLToPath(new URL('../src', import.meta.url))

test('every refusal has words for people, in both languages', () => {
  const codes = new Set<string>()
  for (const file of readdirSync(sources, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue
    const text = readFileSync(join(sources, file), 'utf8')
    for (const [, code] of text.matchAll(/\brefusal\(\s*'([^']+)'/g)) codes.add(code!)
  }
  expect(codes.size).toBeGreaterThan(50)
  const known = new Set(messageCodes())
  expect([...codes].filter((code) => !known.has(code)).sort()).toEqual([])
})
