import { permissionAccess } from '@sesame/contract/access'
import type { Area } from '../area.ts'
import { consoleAccess } from '../console-access.ts'
import { platforms } from './roles.ts'

/** What this audience is offered, one file per area. */
export const permissionAreas: readonly Area[] = [consoleAccess(permissionAccess), platforms]
