import type { Messages } from './index.ts'

export const accessMessages = {} satisfies Messages
