export { customerOfPerson, joinCustomers, tablesOfCustomer } from './join.ts'
export { customerNotFound, nameOrTail } from './rules.ts'
export {
  findCustomer,
  findCustomerOfMobile,
  findCustomerOfPerson,
  getCustomer,
  insertCustomer,
  lockCustomer,
  updateCustomer,
} from './store.ts'
export type { Customer, NewCustomer } from './store.ts'
