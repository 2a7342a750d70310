import type { Messages } from './index.ts'

export const paymentMessages = {} satisfies Messages
