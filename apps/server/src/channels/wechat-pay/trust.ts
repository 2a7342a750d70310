import type { KeyObject } from 'node:crypto'

/** All that verification needs; there is no way to build one that skips a check. */
export type Trust = { keyOf: (serial: string) => KeyObject | undefined; apiV3Key: Buffer; now: () => Date }
