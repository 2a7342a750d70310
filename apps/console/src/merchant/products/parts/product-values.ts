import type { Picture } from '../../../shared/pictures-input.tsx'
import { imageIdOf, type Product, type ProductBody } from './product.ts'

/** One row of a bundle as it is being typed. */
export type PartValues = {
  kind: 'visits' | 'stored-value'
  productId?: string | undefined
  visits?: number | null
  valueFen?: number | null
  gift: boolean
}
export type ProductValues = {
  name: string
  category?: string
  description?: string
  priceFen: number | null
  unit?: string
  pictures?: Picture[]
  hiddenOnIos?: boolean
  position?: number | null
  sells?: 'visit' | 'goods'
  byExpress?: boolean
  cardTypeId?: string | undefined
  items?: PartValues[]
}
type PartBody = Extract<ProductBody, { shape: 'bundle' }>['items'][number]

export function valuesOf(
  shape: 'single' | 'bundle',
  pattern: Product | undefined,
  name?: string,
): Partial<ProductValues> {
  if (!pattern)
    return {
      sells: 'visit',
      byExpress: false,
      unit: shape === 'single' ? '次' : '张',
      position: 100,
      pictures: [],
      items: [],
      hiddenOnIos: false,
    }
  return {
    name: name ?? pattern.name,
    category: pattern.category,
    description: pattern.description,
    priceFen: pattern.priceFen,
    unit: pattern.unit,
    pictures: pattern.imageUrls.map((url) => ({ id: imageIdOf(url), url })),
    hiddenOnIos: pattern.hiddenOnIos,
    position: pattern.position,
    sells: pattern.sells === 'goods' ? 'goods' : 'visit',
    byExpress: pattern.byExpress,
    cardTypeId: pattern.cardTypeId ?? undefined,
    items: pattern.items.map((item) => ({
      kind: item.kind,
      productId: item.productId ?? undefined,
      visits: item.visits,
      valueFen: item.valueFen,
      gift: item.gift,
    })),
  }
}

/** A row that is filled in, as the API takes it. */
export function partOf(part: PartValues): PartBody | undefined {
  if (part.kind === 'stored-value')
    return part.valueFen ? { kind: 'stored-value', valueFen: part.valueFen, gift: part.gift } : undefined
  if (!part.productId || !part.visits) return undefined
  return { kind: 'visits', productId: part.productId, visits: part.visits, gift: part.gift }
}

export function bodyOf(shape: 'single' | 'bundle', values: ProductValues): ProductBody {
  const shared = {
    name: values.name,
    category: values.category ?? '',
    description: values.description ?? '',
    priceFen: values.priceFen ?? 0,
    unit: values.unit ?? '',
    imageIds: (values.pictures ?? []).map((picture) => picture.id),
    hiddenOnIos: values.hiddenOnIos ?? false,
    position: values.position ?? 100,
  }
  if (shape === 'single') {
    const sells = values.sells ?? 'visit'
    return { ...shared, shape, sells, ...(sells === 'goods' && { byExpress: values.byExpress ?? false }) }
  }
  const items = (values.items ?? []).map(partOf).filter((part) => part !== undefined)
  return { ...shared, shape, cardTypeId: values.cardTypeId ?? '', items }
}
