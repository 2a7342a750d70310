import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { openVault } from './secrets.ts'

const vault = openVault(randomBytes(32))

test('what was sealed opens in its own context only', () => {
  const sealed = vault.seal('秘密', 'channel_account:1:key')
  expect(vault.open(sealed, 'channel_account:1:key').toString()).toBe('秘密')
  expect(() => vault.open(sealed, 'channel_account:2:key')).toThrow()
  expect(sealed.includes('秘密')).toBe(false)
})

test('the same text is sealed differently each time', () => {
  expect(vault.seal('a', 'c')).not.toEqual(vault.seal('a', 'c'))
})

test('every changed byte, another key, another version or a cut is noticed', () => {
  const sealed = vault.seal('secret', 'c')
  for (let place = 0; place < sealed.length; place++) {
    const changed = Buffer.from(sealed)
    changed[place]! ^= 1
    expect(() => vault.open(changed, 'c')).toThrow()
  }
  expect(() => openVault(randomBytes(32)).open(sealed, 'c')).toThrow()
  expect(() => vault.open(sealed.subarray(0, -1), 'c')).toThrow()
  expect(() => vault.open(Buffer.alloc(0), 'c')).toThrow()
})

test('fingerprints are the same for the same text and key, and differ by key', () => {
  expect(vault.fingerprint('13800000000')).toBe(vault.fingerprint('13800000000'))
  expect(vault.fingerprint('13800000000')).not.toBe(vault.fingerprint('13800000001'))
  expect(openVault(randomBytes(32)).fingerprint('13800000000')).not.toBe(vault.fingerprint('13800000000'))
  expect(vault.fingerprint('13800000000')).toMatch(/^[0-9a-f]{64}$/)
})

test('a key of another length is refused', () => {
  expect(() => openVault(randomBytes(16))).toThrow('32 bytes')
})
