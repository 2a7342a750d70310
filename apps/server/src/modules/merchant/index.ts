export { merchantCode, merchantTypeUnknown, shopNotFound } from './rules.ts'
export {
  findMerchant,
  findMerchantByCode,
  findOperator,
  insertMerchant,
  insertShop,
  listMerchantIds,
  listMerchantTypes,
} from './store.ts'
export type { Merchant } from './store.ts'
