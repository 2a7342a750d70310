export type Load = { concurrent: number; seconds: number }

/** Operations a second of so many callers who each begin again as soon as they have been answered. */
export async function perSecond(
  { concurrent, seconds }: Load,
  operate: () => Promise<unknown>,
): Promise<number> {
  const begun = performance.now()
  const until = begun + seconds * 1000
  let done = 0
  await Promise.all(
    Array.from({ length: concurrent }, async () => {
      while (performance.now() < until) {
        await operate()
        done += 1
      }
    }),
  )
  return (done * 1000) / (performance.now() - begun)
}
