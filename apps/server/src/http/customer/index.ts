import type { Area } from '../app.ts'
import { shop } from './shop.ts'

export const customerAreas: readonly Area[] = [shop]
