export { merchantNotFound, merchantTypeUnknown, shopNotFound } from './rules.ts'
export {
  findMerchant,
  findMerchantByCode,
  findMerchantsByCode,
  findOperator,
  insertMerchant,
  insertShop,
  listMerchantIds,
  openMerchant,
  saveShop,
} from './store.ts'
export type { Merchant, ShopWindow } from './store.ts'
