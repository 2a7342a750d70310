import type { Area } from '../app.ts'
import { overview } from './overview.ts'

export const operatorAreas: readonly Area[] = [overview]
