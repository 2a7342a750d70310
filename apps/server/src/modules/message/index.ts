export { insertMessage } from './store.ts'
export type { MessageEvent, Told } from './store.ts'
