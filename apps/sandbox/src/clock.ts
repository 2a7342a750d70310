import type { Store } from './store.ts'

export type Clock = {
  now(): Date
  set(now: Date | null): void
  isSet(): boolean
  /** Callers sign with the machine's clock even when the sandbox's own clock is set, so either counts as fresh. */
  isFresh(at: Date, toleranceSeconds: number): boolean
  /** The clock a caller signed by: an answer is signed by the same one, or the caller would refuse it as stale. */
  sameClockAs(at: Date, toleranceSeconds: number): Date
}

export function makeClock(store: Store, base: () => Date): Clock {
  const settings = store.collection<{ now: string | null }>('clock')
  const set = (): Date | undefined => {
    const now = settings.find('clock')?.now
    return now === undefined || now === null ? undefined : new Date(now)
  }
  const now = (): Date => set() ?? base()
  const near = (at: Date, other: Date, seconds: number): boolean =>
    Math.abs(at.getTime() - other.getTime()) <= seconds * 1000

  return {
    now,
    set: (at) => settings.save('clock', { now: at === null ? null : at.toISOString() }),
    isSet: () => set() !== undefined,
    isFresh: (at, seconds) => near(at, now(), seconds) || near(at, new Date(), seconds),
    sameClockAs: (at, seconds) => (near(at, now(), seconds) ? now() : new Date()),
  }
}

const shanghai = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)

/** 2026-11-20T16:34:24+08:00, as WeChat Pay writes times. */
export const wechatTime = (at: Date): string => `${shanghai(at)}+08:00`

/** 2026-11-20 16:34:24 in Shanghai, as Alipay writes times. */
export const alipayTime = (at: Date): string => shanghai(at).replace('T', ' ')

/** The inverse of alipayTime; undefined when the text is not of that form. */
export function parseAlipayTime(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?$/.test(text)) return undefined
  const at = new Date(`${text.replace(' ', 'T')}+08:00`)
  return Number.isNaN(at.getTime()) ? undefined : at
}

export const compactDay = (at: Date): string => shanghai(at).slice(0, 10).replaceAll('-', '')
