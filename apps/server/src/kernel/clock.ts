export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }

export type SettableClock = Clock & { set(at: Date): void; advance(milliseconds: number): void }

/** For tests and for the demo's history: stands still until told. */
export function settableClock(start: Date): SettableClock {
  let current = start.getTime()
  return {
    now: () => new Date(current),
    set: (at) => {
      current = at.getTime()
    },
    advance: (milliseconds) => {
      current += milliseconds
    },
  }
}

// China has had one time zone and no summer time since 1992, so a fixed offset is exact.
const shanghaiMilliseconds = 8 * 3_600_000

/** The business day (Asia/Shanghai) of an instant, 'YYYY-MM-DD'. */
export function businessDay(at: Date): string {
  return new Date(at.getTime() + shanghaiMilliseconds).toISOString().slice(0, 10)
}

/** The instant at which a business day begins. */
export function startOfBusinessDay(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) - shanghaiMilliseconds)
}
