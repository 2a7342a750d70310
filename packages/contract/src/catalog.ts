import { command, query } from './route.ts'
import {
  Count,
  Fen,
  Id,
  Name,
  NonNegativeFen,
  PageQuery,
  PositiveFen,
  Search,
  T,
  Text,
  Time,
  Whole,
  nullable,
  object,
  oneOf,
  optional,
  page,
} from './schema.ts'
import { productStates } from './states.ts'

const audience = 'merchant' as const

export const CardForm = oneOf('visits', 'stored-value', 'mixed')

export const CardType = object({
  id: Id,
  name: T.String(),
  form: CardForm,
  faceColor: T.String(),
  named: T.Boolean(),
  notice: T.String(),
  bundles: T.Integer(),
  cards: T.Integer(),
})
const CardTypeBody = {
  name: Name,
  form: CardForm,
  faceColor: T.String({ pattern: '^#[0-9A-Fa-f]{6}$' }),
  named: T.Boolean(),
  notice: Text(500),
}

/** One part of a bundle: visits of a single product, or stored value; `gift` parts cost nothing. */
export const BundleItem = object({
  kind: oneOf('visits', 'stored-value'),
  productId: nullable(Id),
  productName: nullable(T.String()),
  visits: Whole,
  valueFen: NonNegativeFen,
  gift: T.Boolean(),
  /** This part's share of the bundle's price; the shares of all parts add up to the price exactly. */
  computedFen: NonNegativeFen,
})
const BundleItemBody = T.Union([
  object({ kind: T.Literal('visits'), productId: Id, visits: Count, gift: T.Boolean() }),
  object({ kind: T.Literal('stored-value'), valueFen: PositiveFen, gift: T.Boolean() }),
])

export const Product = object({
  id: Id,
  shape: oneOf('single', 'bundle'),
  /** What a line of it is: a single visit, goods, or a bundle that opens or recharges a card. */
  sells: oneOf('visit', 'goods', 'card'),
  name: T.String(),
  category: T.String(),
  description: T.String(),
  priceFen: Fen,
  /** Sum of the list prices of what a bundle holds, gifts included: what the buyer saves is the difference. */
  listValueFen: Fen,
  unit: T.String(),
  state: oneOf(...productStates),
  imageUrls: T.Array(T.String()),
  cardTypeId: nullable(Id),
  cardTypeName: nullable(T.String()),
  items: T.Array(BundleItem),
  /** null: unlimited. */
  stockLeft: nullable(T.Integer()),
  sold: T.Integer(),
  hiddenOnIos: T.Boolean(),
  /** Goods only: sent by express, else fetched at the shop. */
  byExpress: T.Boolean(),
  position: T.Integer(),
  updatedAt: Time,
})

const SingleBody = {
  name: Name,
  category: Text(30),
  description: Text(2000),
  priceFen: PositiveFen,
  unit: Text(8),
  imageIds: T.Array(Id, { maxItems: 9 }),
  hiddenOnIos: T.Boolean(),
  position: T.Integer({ minimum: 0, maximum: 9999 }),
}
export const ProductBody = T.Union([
  object({
    ...SingleBody,
    shape: T.Literal('single'),
    sells: oneOf('visit', 'goods'),
    byExpress: optional(T.Boolean()),
  }),
  object({
    ...SingleBody,
    shape: T.Literal('bundle'),
    cardTypeId: Id,
    items: T.Array(BundleItemBody, { minItems: 1, maxItems: 30 }),
  }),
])
const productParams = object({ productId: Id })

export const catalogRoutes = {
  listProducts: query({
    audience,
    path: '/products',
    access: 'catalog.view',
    summary: '商品列表',
    query: object({
      ...PageQuery,
      search: optional(Search),
      shape: optional(oneOf('single', 'bundle')),
      state: optional(oneOf(...productStates)),
      category: optional(Search),
    }),
    answer: page(Product),
  }),
  getProduct: query({
    audience,
    path: '/products/:productId',
    access: 'catalog.view',
    summary: '商品',
    params: productParams,
    answer: Product,
  }),
  addProduct: command({
    audience,
    path: '/products',
    access: 'catalog.edit',
    summary: '新增商品',
    body: ProductBody,
    answer: Product,
  }),
  /** The whole product again; shape and what it sells never change. Sold cards keep what they were sold with. */
  editProduct: command({
    audience,
    method: 'PATCH',
    path: '/products/:productId',
    access: 'catalog.edit',
    summary: '修改商品',
    params: productParams,
    body: ProductBody,
    answer: Product,
  }),
  /** Shows what the parts of a bundle would be worth, before saving. */
  computeBundle: query({
    audience,
    path: '/bundle-values',
    access: 'catalog.view',
    summary: '计算组合价值',
    /** `items` is the JSON text of a list of bundle parts as in the product's body. */
    query: object({ priceFen: PositiveFen, items: T.String({ maxLength: 8000 }) }),
    answer: object({ listValueFen: Fen, computedFen: T.Array(Fen) }),
  }),
  listProduct: command({
    audience,
    path: '/products/:productId/list',
    access: 'catalog.edit',
    summary: '上架',
    params: productParams,
    answer: Product,
  }),
  delistProduct: command({
    audience,
    path: '/products/:productId/delist',
    access: 'catalog.edit',
    summary: '下架',
    params: productParams,
    answer: Product,
  }),
  /** Adds to (or, negative, takes from) what is supplied; `unlimited` lifts the limit. */
  supplyStock: command({
    audience,
    path: '/products/:productId/stock',
    access: 'catalog.edit',
    summary: '调整库存',
    params: productParams,
    body: object({
      change: optional(T.Integer({ minimum: -1_000_000, maximum: 1_000_000 })),
      unlimited: optional(T.Boolean()),
    }),
    answer: Product,
  }),
  listCardTypes: query({
    audience,
    path: '/card-types',
    access: 'catalog.view',
    summary: '卡类型列表',
    answer: object({ items: T.Array(CardType) }),
  }),
  addCardType: command({
    audience,
    path: '/card-types',
    access: 'catalog.edit',
    summary: '新增卡类型',
    body: object(CardTypeBody),
    answer: CardType,
  }),
  editCardType: command({
    audience,
    method: 'PATCH',
    path: '/card-types/:cardTypeId',
    access: 'catalog.edit',
    summary: '修改卡类型',
    params: object({ cardTypeId: Id }),
    body: object(CardTypeBody),
    answer: CardType,
  }),
  /** The body is the image itself in base64 (at most 5 MB of JPEG, PNG or WebP); it is checked and encoded anew. */
  addImage: command({
    audience,
    path: '/images',
    access: 'catalog.edit',
    summary: '上传图片',
    body: object({ base64: T.String({ minLength: 8, maxLength: 7_000_000 }) }),
    answer: object({ imageId: Id, url: T.String(), width: T.Integer(), height: T.Integer() }),
  }),
}
