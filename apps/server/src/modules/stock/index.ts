export {
  holdStock,
  openStock,
  outOfStock,
  releaseStock,
  returnStock,
  sellStock,
  stockOf,
  supplyStock,
  unlimitStock,
} from './store.ts'
export type { Stock, StockChange } from './store.ts'
