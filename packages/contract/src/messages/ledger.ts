import type { Messages } from './index.ts'

export const ledgerMessages = {} satisfies Messages
