import type { Messages } from './index.ts'

export const orderMessages = {} satisfies Messages
