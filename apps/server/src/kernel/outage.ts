/** Too many connections, a full disk, a server that starts, stops or was cut off: nothing that one request caused. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.every(isOutage)
  const { code } = error as { code?: unknown }
  if (typeof code === 'string' && /^(08|53|57P|58|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND)/.test(code)) return true
  if (isSilence(error)) return true
  return broken.test(error.message)
}

/** What the driver says without a code; "not queryable" is a connection that broke before its next statement. */
const broken =
  /Connection terminated|connection timeout|timeout exceeded when trying to connect|and is not queryable/i

/** The driver gave up on a statement after the server's own limit: the connection is dead, though nobody ended it. */
export function isSilence(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout'
}
