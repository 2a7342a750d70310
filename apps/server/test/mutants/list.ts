import { cardMutants } from './card-mutants.ts'
import { kernelMutants } from './kernel-mutants.ts'
import { ledgerMutants } from './ledger-mutants.ts'
import type { Mutant } from './mutant.ts'
import { paymentMutants } from './payment-mutants.ts'
import { recordMutants } from './record-mutants.ts'

export const mutants: readonly Mutant[] = [
  ...ledgerMutants,
  ...kernelMutants,
  ...cardMutants,
  ...paymentMutants,
  ...recordMutants,
]
