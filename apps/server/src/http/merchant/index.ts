import { merchantAccess } from '@sesame/contract/access'
import type { Area } from '../app.ts'
import { consoleAccess } from '../console-access.ts'

/** What this audience is offered, one file per area. */
export const merchantAreas: readonly Area[] = [consoleAccess(merchantAccess)]
