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
  getProduct,
  holdOrdersOff,
  holdProducts,
  insertProduct,
  itemsOfBundles,
  listBundleItems,
  lockProduct,
  markProduct,
  saveBundleItems,
  updateProduct,
} from './store.ts'
export type { BundleItem, Product, ProductDraft } from './types.ts'
