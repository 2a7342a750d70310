import type { Messages } from './messages.ts'

export const ledgerMessages = {} satisfies Messages
