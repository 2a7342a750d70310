import type { Area } from '../app.ts'

/** What customers are offered, one file per area. */
export const customerAreas: readonly Area[] = []
