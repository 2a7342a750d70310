import type { Customer as CustomerSchema } from '@sesame/contract/orders'
import type { Static } from '@sesame/contract/schema'

export type Customer = Static<typeof CustomerSchema>

export const isMobile = (text: string) => /^1[3-9]\d{9}$/.test(text)
