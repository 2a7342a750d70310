import { operatorAccess } from '@sesame/contract/access'
import type { Area } from '../area.ts'
import { consoleAccess } from '../console-access.ts'
import { operatorChannels } from './channels.ts'
import { jobs } from './jobs.ts'
import { merchants } from './merchants.ts'
import { onboarding } from './onboarding.ts'
import { overview } from './overview.ts'
import { reconciliation } from './reconciliation.ts'
import { settlement } from './settlement.ts'
import { withdrawals } from './withdrawals.ts'

/** What this audience is offered, one file per area. */
export const operatorAreas: readonly Area[] = [
  consoleAccess(operatorAccess),
  merchants,
  onboarding,
  operatorChannels,
  overview,
  jobs,
  reconciliation,
  settlement,
  withdrawals,
]
