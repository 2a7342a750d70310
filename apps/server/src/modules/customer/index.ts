export { customerOfPerson, joinCustomers, tablesOfCustomer } from './join.ts'
export { customerNotFound } from './rules.ts'
export {
  findCustomer,
  findCustomerOfMobile,
  findCustomers,
  findIdsOfPersons,
  getCustomer,
  insertCustomer,
  lockCustomer,
  updateCustomer,
} from './store.ts'
export type { Customer, NewCustomer } from './store.ts'
