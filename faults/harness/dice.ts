/** Chance that a seed repeats: mulberry32, 32 bits of state, good enough to choose with. */
export function dice(seed: number) {
  let state = seed >>> 0
  const random = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number): number => Math.floor(random() * limit)
  return {
    below,
    chance: (share: number): boolean => random() < share,
    oneOf: <T>(choices: readonly T[]): T => choices[below(choices.length)]!,
    shuffled: <T>(items: readonly T[]): T[] => {
      const mixed = [...items]
      for (let place = mixed.length - 1; place > 0; place--) {
        const other = below(place + 1)
        ;[mixed[place], mixed[other]] = [mixed[other]!, mixed[place]!]
      }
      return mixed
    },
  }
}

export type Dice = ReturnType<typeof dice>
