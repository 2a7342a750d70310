import type { JobName } from './catalog.ts'

export type TimerName = Extract<JobName, `timer.${string}`>

/** The whole timetable: what is run by the clock, and when (cron, Asia/Shanghai). */
export const timetable: readonly { name: TimerName; pattern: string }[] = [
  { name: 'timer.audit', pattern: '* * * * *' },
  { name: 'timer.sweep', pattern: '*/5 * * * *' },
  { name: 'timer.sharing', pattern: '* * * * *' },
  // The channels have yesterday's bills at ten.
  { name: 'timer.bills', pattern: '5 10-22 * * *' },
  { name: 'timer.settlement', pattern: '37 * * * *' },
  { name: 'timer.certificates', pattern: '47 3 * * *' },
  { name: 'timer.forget', pattern: '17 4 * * *' },
]
