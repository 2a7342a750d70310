import { derived, letters } from './identifiers.ts'
import type { Store } from './store.ts'

export type Person = { id: string; name: string; mobile: string; createdAt: string }
export type Identity = { appId: string; openid: string; personId: string }

export type People = {
  /** The person with this mobile; made, or renamed, as needed. */
  register(person: { name: string; mobile: string }, now: Date): Person
  /** The first hundred; anybody else is found by mobile. */
  list(): Person[]
  /** To choose from: whoever was added last first, then the earliest. */
  atHand(): Person[]
  /** By id or by mobile. */
  find(key: string): Person | undefined
  /** The openid that this app knows the person by (WeChat openid or Alipay open_id). */
  openidOf(appId: string, person: Person): string
  byOpenid(appId: string, openid: string): Person | undefined
  unionidOf(person: Person): string
}

export function makePeople(store: Store): People {
  const people = store.collection<Person>('person')
  const identities = store.collection<Identity>('identity')
  const byMobile = (mobile: string): Person | undefined => people.ofOwner(mobile)[0]
  const find = (key: string): Person | undefined => people.find(key) ?? byMobile(key)

  return {
    register: ({ name, mobile }, now) => {
      const existing = byMobile(mobile)
      const person: Person =
        existing === undefined
          ? { id: `person-${letters(10)}`, name, mobile, createdAt: now.toISOString() }
          : { ...existing, name }
      people.save(person.id, person, mobile)
      return person
    },
    list: () => people.earliest(100),
    atHand: () => {
      const both = [...people.latest(30), ...people.earliest(70)]
      return [...new Map(both.map((person) => [person.id, person])).values()]
    },
    find,
    openidOf: (appId, person) => {
      const openid = `o${derived(27, 'openid', appId, person.mobile)}`
      const id = `${appId}:${openid}`
      if (identities.find(id) === undefined) identities.save(id, { appId, openid, personId: person.id })
      return openid
    },
    byOpenid: (appId, openid) => {
      const identity = identities.find(`${appId}:${openid}`)
      return identity === undefined ? undefined : people.find(identity.personId)
    },
    unionidOf: (person) => `o6_${derived(25, 'unionid', person.mobile)}`,
  }
}
