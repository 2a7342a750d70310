export { insertDeal } from './store.ts'
export type { Deal } from './store.ts'
