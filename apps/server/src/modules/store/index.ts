export { storeNotFound } from './rules.ts'
export { findStore, insertStore, listStores, lockStore, updateStore } from './store.ts'
export type { Store } from './store.ts'
