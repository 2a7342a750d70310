export { storeNotFound } from './rules.ts'
export { findStore, findStores, insertStore, listStores, lockStore, updateStore } from './store.ts'
export type { Store } from './store.ts'
