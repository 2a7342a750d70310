import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLocalStorage, TooLarge, type Storage } from './local-disk.ts'
import { checkLink, signLink } from './signed-link.ts'

let root: string
let storage: Storage

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sesame-storage-'))
  storage = createLocalStorage(root)
})
afterAll(() => rm(root, { recursive: true }))

test('the same content is kept once, under its hash, until removed', async () => {
  const content = Buffer.from('一张图片')
  const name = createHash('sha256').update(content).digest('hex')

  const [first, second] = await Promise.all([
    storage.put(content, 100),
    storage.put(Readable.from([content.subarray(0, 5), content.subarray(5)]), 100),
  ])
  expect([first, second]).toEqual([
    { name, bytes: 12 },
    { name, bytes: 12 },
  ])

  const found = await storage.find(name)
  expect(found && (await buffer(found.open()))).toEqual(content)
  await storage.remove(name)
  await storage.remove(name)
  expect(await storage.find(name)).toBeUndefined()
})

test('what is too large leaves nothing behind', async () => {
  await expect(storage.put(Buffer.alloc(101), 100)).rejects.toBeInstanceOf(TooLarge)
  expect(await readdir(join(root, 'incoming'))).toEqual([])
})

test.each(['../../etc/passwd', '', 'A'.repeat(64), `${'a'.repeat(63)}/`])('%j is no name', async (name) => {
  expect(await storage.find(name)).toBeUndefined()
  await expect(storage.remove(name)).resolves.toBeUndefined()
})

const key = Buffer.alloc(32, 1)
const now = new Date('2026-11-20T08:00:00Z')
const link = new URL(signLink(key, '/files/abc', new Date(now.getTime() + 60_000)), 'http://x')
const signed = {
  path: '/files/abc',
  expires: link.searchParams.get('expires'),
  signature: link.searchParams.get('signature'),
}

test('a link is good for its own path until it expires', () => {
  expect(checkLink(key, signed, now)).toBe('good')
  expect(checkLink(key, signed, new Date(now.getTime() + 60_000))).toBe('expired')
})

test.each([
  ['another path', { path: '/files/abd' }],
  ['a later expiry', { expires: '9999999999' }],
  ['an expiry of no digits', { expires: 'soon' }],
  ['a cut signature', { signature: signed.signature?.slice(0, -2) }],
  ['no signature', { signature: undefined }],
  ['two signatures', { signature: [signed.signature, signed.signature] }],
])('%s is forged', (_name, change) => {
  expect(checkLink(key, { ...signed, ...change }, now)).toBe('forged')
})

test("another key's link is forged", () => {
  expect(checkLink(Buffer.alloc(32, 2), signed, now)).toBe('forged')
})
