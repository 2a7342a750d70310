import assert from 'node:assert/strict'
import type { Kind } from './kind.ts'

/** One fen to try a channel. Nothing is sold: the money stays unapplied until it is refunded by itself. */
export const channelTest: Kind = {
  completesAtOnce: false,
  quote: () => assert.fail('a channel test is not for sale'),
  reserve: async () => undefined,
  release: async () => undefined,
  fulfil: async () => [],
  reverse: async () => undefined,
  confirmReverse: async () => undefined,
  undoReverse: async () => undefined,
}
