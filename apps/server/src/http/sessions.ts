import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Audience } from '@sesame/contract/route'
import type { Compose } from './compose.ts'

/** Cookies that only https carries where the public address is https; `__Host-` binds them to this host. */
export function cookieName(compose: Compose, name: string): string {
  return `${isSecure(compose) ? '__Host-' : ''}sesame-${name}`
}

const tokenPattern = /^[A-Za-z0-9_-]{43}$/

/** A bearer token wins over a cookie: a client that names one means it. */
export function tokenOf(compose: Compose, request: FastifyRequest, audience: Audience): string | undefined {
  const [scheme, bearer] = (request.headers.authorization ?? '').split(' ')
  const token = scheme?.toLowerCase() === 'bearer' ? bearer : request.cookies[cookieName(compose, audience)]
  return token !== undefined && tokenPattern.test(token) ? token : undefined
}

export function keepInCookie(
  compose: Compose,
  reply: FastifyReply,
  cookie: { name: string; value: string; seconds: number },
): void {
  void reply.setCookie(cookieName(compose, cookie.name), cookie.value, {
    ...attributes(compose),
    maxAge: cookie.seconds,
  })
}

export function dropCookie(compose: Compose, reply: FastifyReply, name: string): void {
  void reply.clearCookie(cookieName(compose, name), attributes(compose))
}

function attributes(compose: Compose) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(compose) } as const
}

function isSecure(compose: Compose): boolean {
  return compose.config.http.publicUrl.startsWith('https:')
}
