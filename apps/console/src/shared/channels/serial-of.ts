/**
 * The serial of a certificate, to fill in what WeChat Pay calls by it. It stands in the first place of the
 * certificate's body: SEQUENCE { SEQUENCE { [0] version, INTEGER serial, … } }. Undefined when it is none.
 */
export function serialOf(pem: string): string | undefined {
  const base64 = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/.exec(pem)?.[1]
  if (base64 === undefined) return undefined
  try {
    const bytes = Uint8Array.from(atob(base64.replace(/\s/g, '')), (letter) => letter.charCodeAt(0))
    const certificate = elementAt(bytes, 0, 0x30)
    const body = elementAt(bytes, certificate.from, 0x30)
    const version = elementAt(bytes, body.from, 0xa0)
    const serial = elementAt(bytes, version.to, 0x02)
    const digits = Array.from(bytes.subarray(serial.from, serial.to), (byte) =>
      byte.toString(16).padStart(2, '0'),
    )
    return digits
      .join('')
      .replace(/^(00)+/, '')
      .toUpperCase()
  } catch {
    return undefined
  }
}

/** Where the content of the element at this place begins and ends. */
function elementAt(bytes: Uint8Array, at: number, tag: number): { from: number; to: number } {
  if (bytes[at] !== tag) throw new Error('another element')
  const first = bytes[at + 1] ?? 0
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f
  const from = at + 2 + lengthBytes
  let length = first < 0x80 ? first : 0
  for (const byte of bytes.subarray(at + 2, from)) length = length * 256 + byte
  if (from + length > bytes.length) throw new Error('cut off')
  return { from, to: from + length }
}
