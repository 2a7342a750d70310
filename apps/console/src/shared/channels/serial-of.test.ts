import { expect, test } from 'vitest'
import { serialOf } from './serial-of.ts'

/** Made for this test; nothing was ever signed with its key. */
const certificate = `-----BEGIN CERTIFICATE-----
MIICATCCAWqgAwIBAgIUUVfwnv3Alt4V6+gaRwV6cjLxuOEwDQYJKoZIhvcNAQEL
BQAwPTEXMBUGA1UECgwOU2VzYW1lIFNhbmRib3gxIjAgBgNVBAMMGVRlbnBheS5j
b20gc2lnbiAoc2FuZGJveCkwHhcNMjYwMTAxMDAwMDAwWhcNMzEwMTAxMDAwMDAw
WjA9MRcwFQYDVQQKDA5TZXNhbWUgU2FuZGJveDEiMCAGA1UEAwwZVGVucGF5LmNv
bSBzaWduIChzYW5kYm94KTCBnzANBgkqhkiG9w0BAQEFAAOBjQAwgYkCgYEAuRlW
aivwC7IijUCprN/x6J/HmZERcFqT+jpptN4TWHZfZgMU3TDjXe5GBhXdZdXsWmgS
OHZeoA9LjR3aIUHO6+WfwGA2Hz/OlU7PIh+HCJkaWfJ9sXJgf8rNDNKGbOcrLvqh
OrWkTHkNagcPDhc7GroiSvzCTXuLW2NBwnha0nMCAwEAATANBgkqhkiG9w0BAQsF
AAOBgQBLLaUR6gsBAHZViSSCiP8ikDJhaOmY2icU0hffqivoobjjTPZufr9nkig8
YBZEAq+bnsNucm1oR9Jm3KnPoIjG4CcUH20dsjbuB2D16IckM4MxIwzJNhGNZV1R
4HuelIIoJlyJfv0i2eAuyM6RmLcK8WgVgpGIDQpHT0XXoK/a3g==
-----END CERTIFICATE-----`

test('a certificate tells its serial as WeChat Pay writes it', () => {
  expect(serialOf(certificate)).toBe('5157F09EFDC096DE15EBE81A47057A7232F1B8E1')
  expect(serialOf(`apiclient_cert.pem\n${certificate}\n`)).toBe('5157F09EFDC096DE15EBE81A47057A7232F1B8E1')
})

test.each([
  ['nothing', ''],
  ['a public key', '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----'],
  ['one that was cut off', `${certificate.slice(0, 200)}\n-----END CERTIFICATE-----`],
  ['other bytes', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
])('%s tells none', (_, text) => {
  expect(serialOf(text)).toBeUndefined()
})
