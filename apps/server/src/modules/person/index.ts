export { findByIdentity, findSubject, insertIdentity } from './identities.ts'
export type { Identity } from './identities.ts'
export { maskMobile } from './rules.ts'
export {
  findPerson,
  findPersonByMobile,
  idsOfPerson,
  insertPerson,
  lockPersons,
  mergePerson,
  personOfMobile,
  setMobile,
  setName,
} from './store.ts'
export type { Person, VerifiedMobile } from './store.ts'
