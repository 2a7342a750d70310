import type { Benchmark, Options, Prepared, Result } from './benchmark.ts'
import type { Stage } from './stage.ts'

const roundsMin = 5

/**
 * Warms every side up once, then lets them take turns, so that what else the machine does meets all of them. The
 * ratio is the median of the rounds' ratios, the figures are the sides' medians.
 */
export async function measure(benchmark: Benchmark, stage: Stage, options: Options): Promise<Result> {
  const prepared = await benchmark.prepare(stage, options)
  try {
    await playRound(prepared)
    // As autovacuum does within a minute; see the README for what that minute costs.
    await stage.owner.query('analyze')
    const rounds: Record<string, number>[] = []
    for (let round = 0; round < Math.max(roundsMin, benchmark.rounds ?? 0); round++)
      rounds.push(await playRound(prepared))
    const sides = Object.keys(prepared.sides).map((side) => [side, median(rounds.map((one) => one[side]!))])
    return {
      name: benchmark.name,
      ratio: rounded(median(rounds.map((figures) => prepared.ratio(figures)))),
      reach: benchmark.reach,
      better: benchmark.better,
      sides: Object.fromEntries([
        ...sides.map(([side, figure]) => [side, rounded(figure as number)]),
        ...Object.entries(prepared.notes?.() ?? {}).map(([name, figure]) => [name, rounded(figure)]),
      ]) as Record<string, number>,
    }
  } finally {
    await prepared.close?.()
  }
}

async function playRound({ sides }: Prepared): Promise<Record<string, number>> {
  const figures: Record<string, number> = {}
  for (const [name, play] of Object.entries(sides)) figures[name] = await play()
  return figures
}

export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** Three digits that mean something, and whole numbers from a hundred on. */
function rounded(figure: number): number {
  return Math.abs(figure) >= 100 ? Math.round(figure) : Number(figure.toPrecision(3))
}
