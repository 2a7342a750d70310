import { createHmac, timingSafeEqual } from 'node:crypto'

export type LinkVerdict = 'good' | 'expired' | 'forged'

/** `path` with an expiry and a signature: whoever has the link may read that one path until then. */
export function signLink(key: Buffer, path: string, expiresAt: Date): string {
  const expires = String(Math.floor(expiresAt.getTime() / 1000))
  return `${path}?expires=${expires}&signature=${signatureOf(key, path, expires).toString('base64url')}`
}

/** Total: anything that `signLink` did not make is forged. */
export function checkLink(
  key: Buffer,
  link: { path: string; expires: unknown; signature: unknown },
  now: Date,
): LinkVerdict {
  const { path, expires, signature } = link
  if (typeof expires !== 'string' || typeof signature !== 'string') return 'forged'
  if (!/^\d{1,12}$/.test(expires)) return 'forged'
  const given = Buffer.from(signature, 'base64url')
  const right = signatureOf(key, path, expires)
  if (given.length !== right.length || !timingSafeEqual(given, right)) return 'forged'
  return Number(expires) * 1000 > now.getTime() ? 'good' : 'expired'
}

function signatureOf(key: Buffer, path: string, expires: string): Buffer {
  return createHmac('sha256', key).update(`${path}\n${expires}`).digest()
}
