import { permissionAccess } from '@sesame/contract/access'
import type { Area } from '../app.ts'
import { consoleAccess } from '../console-access.ts'

/** What this audience is offered, one file per area. */
export const permissionAreas: readonly Area[] = [consoleAccess(permissionAccess)]
