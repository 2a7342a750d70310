export { tell } from './tell.ts'
export type { MessageEvent, Told } from './tell.ts'
