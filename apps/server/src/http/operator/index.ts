import { operatorAccess } from '@sesame/contract/access'
import type { Area } from '../area.ts'
import { consoleAccess } from '../console-access.ts'
import { jobs } from './jobs.ts'
import { merchants } from './merchants.ts'
import { overview } from './overview.ts'

/** What this audience is offered, one file per area. */
export const operatorAreas: readonly Area[] = [consoleAccess(operatorAccess), merchants, overview, jobs]
