import type { Messages } from './messages.ts'

export const paymentMessages = {} satisfies Messages
