import { fuzz } from './fuzz/trial.ts'
import type { Trial } from './harness/trial.ts'
import { forgeries } from './notices/forgeries.ts'
import { notificationStorm } from './notices/storm.ts'
import { outageTrials } from './outages/trials.ts'
import { overload } from './overload/trial.ts'
import { raceTrials } from './races/trials.ts'

/** Those that break no machine: they go on in any database. */
export const gentleTrials: readonly Trial[] = [notificationStorm, forgeries, ...raceTrials, fuzz]

export const trials: readonly Trial[] = [...outageTrials, ...gentleTrials, overload]
