export { insertDeal, insertDeals } from './store.ts'
export type { Deal } from './store.ts'
