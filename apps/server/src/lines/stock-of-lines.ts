import type { OrderLine } from '../modules/order/index.ts'
import type { StockChange } from '../modules/stock/index.ts'

export function stockOfLines(lines: readonly Pick<OrderLine, 'productId' | 'quantity'>[]): StockChange[] {
  return lines.flatMap(({ productId, quantity }) => (productId ? [{ productId, quantity }] : []))
}
