const eightHours = 8 * 60 * 60 * 1000

/** `2026-11-20T10:00:00+08:00`, as WeChat Pay writes times. Does not depend on the process's time zone. */
export function shanghaiOffsetTime(instant: Date): string {
  return `${local(instant).slice(0, 19)}+08:00`
}

/** The same with milliseconds, which the shipping report asks for. */
export function shanghaiOffsetTimeWithMilliseconds(instant: Date): string {
  return `${local(instant).slice(0, 23)}+08:00`
}

/** `2026-11-20 10:00:00`, as Alipay writes times, always in Shanghai. */
export function shanghaiPlainTime(instant: Date): string {
  return local(instant).slice(0, 19).replace('T', ' ')
}

/** Reads what `shanghaiPlainTime` writes; undefined for anything else. */
export function fromShanghaiPlainTime(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}/.test(text)) return undefined
  const instant = new Date(`${text.slice(0, 19).replace(' ', 'T')}+08:00`)
  return Number.isNaN(instant.getTime()) ? undefined : instant
}

function local(instant: Date): string {
  return new Date(instant.getTime() + eightHours).toISOString()
}
