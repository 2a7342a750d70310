export { findDocument, insertDocument, listDocuments, removeDocument } from './documents.ts'
export type { Document } from './documents.ts'
export { isSecret, mask } from './fields.ts'
export {
  applicationFieldUnknown,
  applicationNotFound,
  applicationNotWaiting,
  checkComplete,
  checkEditable,
  documentDateWrong,
  documentKindUnknown,
  documentsOfKindMax,
  documentsTooMany,
  documentTooLarge,
  documentUnreadable,
  reasonsMissing,
} from './rules.ts'
export {
  findApplication,
  insertApplication,
  lockApplication,
  markApplication,
  saveValues,
  valuesOf,
} from './store.ts'
export type { Application, Reason } from './store.ts'
