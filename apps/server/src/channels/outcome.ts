/**
 * What became of a call to a channel. `unknown` is not a failure: the channel may have done what was asked,
 * so ask again (query) or repeat with the same number, and never make a new number for the same thing.
 */
export type Outcome<T> = { kind: 'ok'; value: T } | Refused | Unknown

/**
 * A query's outcome. `absent` is not "closed": a customer may still pay with a credential given out
 * before.
 */
export type Found<T> = Outcome<T> | Absent

export type Absent = { kind: 'absent' }

/** The channel understood and declined; `code` is the channel's own, `status` its HTTP status. */
export type Refused = { kind: 'refused'; code: string; message: string; status: number }

export type UnknownCause =
  | 'timeout'
  | 'network'
  | 'server-error'
  | 'bad-signature'
  | 'bad-answer'
  | 'rate-limited'

/** `detail` is for the log and holds no secret. `retryAfterSeconds` is a hint for when to ask again. */
export type Unknown = { kind: 'unknown'; cause: UnknownCause; detail: string; retryAfterSeconds?: number }

export const absent: Absent = { kind: 'absent' }

export function ok<T>(value: T): { kind: 'ok'; value: T } {
  return { kind: 'ok', value }
}

export function refused(code: string, message: string, status: number): Refused {
  return { kind: 'refused', code, message, status }
}

export function unknown(cause: UnknownCause, detail: string, retryAfterSeconds?: number): Unknown {
  return retryAfterSeconds === undefined
    ? { kind: 'unknown', cause, detail }
    : { kind: 'unknown', cause, detail, retryAfterSeconds }
}
