export { checkParcel, checkShippable, isSentByExpress } from './rules.ts'
export { beginReport, endReport, lockShipment, reopenReport, saveShipment } from './store.ts'
export type { Parcel } from './types.ts'
