import type { Messages } from './index.ts'

export const catalogMessages = {} satisfies Messages
