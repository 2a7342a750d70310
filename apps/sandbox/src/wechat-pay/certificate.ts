import { createPublicKey, sign } from 'node:crypto'

// Just enough DER for one self-signed X.509 certificate: Node reads certificates but cannot write them.

const lengthOf = (count: number): Buffer => {
  if (count < 0x80) return Buffer.from([count])
  const bytes = count < 0x100 ? [count] : [count >> 8, count & 0xff]
  return Buffer.from([0x80 | bytes.length, ...bytes])
}

const der = (tag: number, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content])
}

const sequence = (...parts: Buffer[]): Buffer => der(0x30, ...parts)
const utf8 = (text: string): Buffer => der(0x0c, Buffer.from(text))
const utcTime = (at: Date): Buffer => {
  const text = at.toISOString().replaceAll(/[-:T]/g, '').slice(2, 14)
  return der(0x17, Buffer.from(`${text}Z`))
}

const sha256WithRsa = sequence(der(0x06, Buffer.from('2a864886f70d01010b', 'hex')), der(0x05))
const organisation = Buffer.from('55040a', 'hex')
const commonName = Buffer.from('550403', 'hex')

const nameOf = (common: string): Buffer =>
  sequence(
    der(0x31, sequence(der(0x06, organisation), utf8('Sesame Sandbox'))),
    der(0x31, sequence(der(0x06, commonName), utf8(common))),
  )

export type CertificateOrder = {
  /** Hexadecimal; starts below 8 so that it is a positive number. */
  serial: string
  privateKeyPem: string
  from: Date
  until: Date
}

export function makeCertificate(order: CertificateOrder): string {
  const publicKey = createPublicKey(order.privateKeyPem).export({ type: 'spki', format: 'der' })
  const name = nameOf('Tenpay.com sign (sandbox)')
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from(order.serial, 'hex')),
    sha256WithRsa,
    name,
    sequence(utcTime(order.from), utcTime(order.until)),
    name,
    publicKey,
  )
  const signature = sign('sha256', body, order.privateKeyPem)
  const whole = sequence(body, sha256WithRsa, der(0x03, Buffer.from([0]), signature))
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
