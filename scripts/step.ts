/** Shows how long a step took, and while it takes long, that it still goes on. */
export async function step<T>(title: string, work: Promise<T>): Promise<T> {
  const begun = performance.now()
  const seconds = () => ((performance.now() - begun) / 1000).toFixed(1)
  const timer = setInterval(
    () => console.log(`  … ${title}: not yet, ${Math.round(Number(seconds()))} s`),
    5000,
  )
  try {
    const answer = await work
    console.log(`✓ ${title.padEnd(48)} ${seconds().padStart(6)} s`)
    return answer
  } finally {
    clearInterval(timer)
  }
}
