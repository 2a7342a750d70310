import type { Incoming } from '../listen.ts'
import type { Person } from '../people.ts'
import type { World } from '../world.ts'

/** Named in the address, or chosen in the panel for this browser (cookies ignore ports). */
export function chosenPerson(world: World, incoming: Incoming): Person | undefined {
  const named = incoming.query.get('sandbox_person')
  if (named !== null) return world.people.find(named)
  const cookie = /(?:^|;\s*)sandbox_person=([^;]+)/.exec(incoming.headers.cookie ?? '')?.[1]
  return cookie === undefined ? undefined : world.people.find(decodeURIComponent(cookie))
}

/** Those who may pay, the one of this browser first. */
export function payersFor(world: World, incoming: Incoming, only: Person | undefined): Person[] {
  if (only !== undefined) return [only]
  const chosen = chosenPerson(world, incoming)
  const others = world.people.atHand().filter((person) => person.id !== chosen?.id)
  return chosen === undefined ? others : [chosen, ...others]
}
