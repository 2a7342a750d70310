export { merchantTypeUnknown, shopNotFound } from './rules.ts'
export {
  findMerchant,
  findMerchantByCode,
  findMerchantsByCode,
  findOperator,
  insertMerchant,
  insertShop,
  listMerchantIds,
  listMerchantTypes,
  saveShop,
} from './store.ts'
export type { Merchant, ShopWindow } from './store.ts'
