import type { Messages } from './index.ts'

export const cardMessages = {} satisfies Messages
