export {
  bundlePartWrong,
  checkBundle,
  computeBundle,
  listValueOf,
  productNotFound,
  productNotListed,
  productStateWrong,
  productStates,
} from './rules.ts'
export type { BundlePart } from './rules.ts'
export {
  findProducts,
  holdOrdersOff,
  holdProducts,
  insertProduct,
  itemsOfBundles,
  lockProduct,
  markProduct,
  saveBundleItems,
  updateProduct,
} from './store.ts'
export type { BundleItem, Product, ProductDraft } from './types.ts'
