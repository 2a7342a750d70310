import { expect, test } from 'vitest'
import { pemHintOf } from './pem-hint.ts'

const content = 'A'.repeat(392)
const pem = (label: string) => `-----BEGIN ${label}-----\n${content}\n-----END ${label}-----\n`

test.each([
  ['a private key', pem('PRIVATE KEY'), 'private', 'ok.private'],
  ['an old private key', pem('RSA PRIVATE KEY'), 'private', 'ok.private'],
  ['a public key', pem('PUBLIC KEY'), 'public', 'ok.public'],
  ['a certificate', pem('CERTIFICATE'), 'public', 'ok.certificate'],
  ['bare content', content, 'private', 'ok.bare'],
  ['a private key in the public place', pem('PRIVATE KEY'), 'public', 'wrong.private'],
  ['a public key in the private place', pem('PUBLIC KEY'), 'private', 'wrong.public'],
  ['a key with a passphrase', pem('ENCRYPTED PRIVATE KEY'), 'private', 'wrong.encrypted'],
  ['half of a key', content.slice(0, 100), 'public', 'wrong.short'],
  ['a sentence', '请把密钥发给我'.repeat(60), 'public', 'wrong.text'],
] as const)('%s', (_, text, wanted, word) => {
  expect(pemHintOf(text, wanted)).toEqual({ good: word.startsWith('ok'), word })
})
