import type { Area } from '../area.ts'

/** Where channels call: each area reads the body as it needs it, in a scope of its own. */
export const notifyAreas: readonly Area[] = []
