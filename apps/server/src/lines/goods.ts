import { singleKind } from './single.ts'

export const goods = singleKind('goods')
