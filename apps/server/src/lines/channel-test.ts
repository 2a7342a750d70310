import assert from 'node:assert/strict'
import { fen } from '../kernel/money.ts'
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
  left: async () => ({ quantity: 0, amountFen: fen(0), visits: [], valueFen: fen(0) }),
  plan: () => assert.fail('a channel test goes back by itself'),
  take: () => assert.fail('a channel test goes back by itself'),
  giveAgain: async () => undefined,
}
