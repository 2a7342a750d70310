import type { Area } from '../app.ts'
import { catalog } from './catalog.ts'
import { lists } from './lists.ts'
import { money } from './money.ts'

export const merchantAreas: readonly Area[] = [catalog, lists, money]
