import assert from 'node:assert/strict'
import type { LineKind } from '@sesame/contract/states'
import { cardOpen } from './card-open.ts'
import { cardRecharge } from './card-recharge.ts'
import { channelTest } from './channel-test.ts'
import { goods } from './goods.ts'
import type { Kind } from './kind.ts'
import { visit } from './visit.ts'

/** What can be sold. A new business is one more file here. */
const kinds: Partial<Record<LineKind, Kind>> = {
  visit,
  goods,
  'card-open': cardOpen,
  'card-recharge': cardRecharge,
  'channel-test': channelTest,
}

export function kindOf(line: { kind: LineKind }): Kind {
  const kind = kinds[line.kind]
  assert(kind, `no such kind goes through the pipeline: ${line.kind}`)
  return kind
}
