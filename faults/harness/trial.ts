/** The short form runs with the tests; the long one is what `npm run faults` does. */
export type Form = 'short' | 'long'

export type Settings = {
  form: Form
  seed: number
  /** The address of a migrated database to copy, where a PostgreSQL runs already and nothing is killed. */
  template?: string | undefined
}

/** One way to break Sesame. Throws when something was broken; else answers its figures, in one line. */
export type Trial = {
  name: string
  about: string
  run(settings: Settings): Promise<string>
}

/** Work shared by so many hands, each taking the next piece when it has done its own. */
export async function byMany<Item>(
  items: readonly Item[],
  hands: number,
  work: (item: Item, place: number) => Promise<unknown>,
): Promise<void> {
  let next = 0
  const hand = async () => {
    for (let place = next++; place < items.length; place = next++) await work(items[place]!, place)
  }
  await Promise.all(Array.from({ length: Math.min(hands, items.length) }, hand))
}
