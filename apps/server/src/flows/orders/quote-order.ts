import { Compile } from 'typebox/compile'
import { Lines } from '@sesame/contract/orders'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import type { Fen } from '../../kernel/money.ts'
import type { Wanted } from '../../lines/kind.ts'
import { quoteLines } from '../../lines/quote.ts'
import { orderLinesWrong, totalOf } from '../../modules/order/index.ts'
import type { LineDraft, SalesSettings } from '../../modules/order/index.ts'

const list = Compile(Lines)

export type Quote = { totalFen: Fen; lines: LineDraft[] }

/** What an order would cost now; nothing is held. `lines` is the JSON text of what is wanted. */
export async function quoteOrder(
  { db, config: { sales } }: { db: Db; config: { sales: SalesSettings } },
  input: { merchantId: string; customerId: string | null; lines: string },
): Promise<Quote> {
  const wanted = readLines(input.lines)
  return inMerchant(db, input.merchantId, async (tx) => {
    const sale = { customerId: input.customerId, settings: sales, replaces: [], offersPending: false }
    const lines = await quoteLines(tx, wanted, sale)
    return { totalFen: totalOf(lines), lines }
  })
}

function readLines(text: string): Wanted[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw orderLinesWrong({ problem: 'not JSON' })
  }
  if (!list.Check(parsed)) throw orderLinesWrong({ problem: 'not a list of lines' })
  return parsed as Wanted[]
}
