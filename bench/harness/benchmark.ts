import type { Stage } from './stage.ts'

/** One round of a side: how many operations a second it did, or how long one took where `unit` says so. */
export type Side = () => Promise<number>

export type Prepared = {
  /** In the order in which they take turns. */
  sides: Record<string, Side>
  /** From one round's figures by side. */
  ratio(figures: Record<string, number>): number
  /** What else was seen, by name; shown, and not part of the ratio. */
  notes?(): Record<string, number>
  close?(): Promise<void>
}

/** `scale`: of what is loaded beforehand, where a benchmark is about much of it. */
export type Options = { scale: number }

export type Benchmark = {
  name: string
  /** What it measures, in a line. */
  about: string
  unit: string
  reach: number
  /** A limit from above has 'lower'. */
  better: 'higher' | 'lower'
  rounds?: number
  prepare(stage: Stage, options: Options): Promise<Prepared>
}

export type Result = {
  name: string
  ratio: number
  reach: number
  better: 'higher' | 'lower'
  sides: Record<string, number>
}
