import { createHash } from 'node:crypto'

/** 32 random bytes; only its hash is kept, so a stolen database opens no session. */
export function newToken(random: (bytes: number) => Buffer): string {
  return random(32).toString('base64url')
}

export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
