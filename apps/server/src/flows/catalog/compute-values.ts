import { Compile } from 'typebox/compile'
import { ProductBody } from '@sesame/contract/catalog'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { fen } from '../../kernel/money.ts'
import type { Fen } from '../../kernel/money.ts'
import { bundlePartWrong, computeBundle, listValueOf } from '../../modules/product/index.ts'
import { partsOf } from './parts/compose-bundle.ts'
import type { PartBody } from './parts/compose-bundle.ts'

const items = Compile(ProductBody.anyOf[1].properties.items)

/** What the parts of a bundle would be worth at this price; nothing is saved. */
export async function computeValues(
  db: Db,
  input: { merchantId: string; priceFen: number; items: string },
): Promise<{ listValueFen: Fen; computedFen: Fen[] }> {
  const bodies = readItems(input.items)
  return inMerchant(db, input.merchantId, async (tx) => {
    const parts = await partsOf(tx, bodies)
    const listValueFen = fen(parts.reduce((sum, part) => sum + listValueOf(part), 0n))
    return { listValueFen, computedFen: computeBundle(fen(input.priceFen), parts) }
  })
}

function readItems(text: string): PartBody[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw bundlePartWrong({ problem: 'not JSON' })
  }
  if (!items.Check(parsed)) throw bundlePartWrong({ problem: 'not a list of parts' })
  return parsed as PartBody[]
}
