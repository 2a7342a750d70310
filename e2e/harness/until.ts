/** Asks again until there is an answer, as a person looks again; says what was missing when there is none. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  seconds = 30,
): Promise<T> {
  let problem: unknown
  for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline; await pause()) {
    try {
      const seen = await look()
      if (seen !== undefined && seen !== false) return seen
      problem = undefined
    } catch (error) {
      problem = error
    }
  }
  throw new Error(`not seen within ${seconds} s: ${what}`, { cause: problem })
}

const pause = () => new Promise((done) => setTimeout(done, 150))
