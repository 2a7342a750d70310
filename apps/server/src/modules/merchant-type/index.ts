export { checkForm } from './rules.ts'
export {
  fillMerchantTypes,
  findMerchantType,
  insertMerchantType,
  listMerchantTypes,
  lockMerchantType,
  updateMerchantType,
} from './store.ts'
export type { DocumentKind, FormField, MerchantType } from './types.ts'
