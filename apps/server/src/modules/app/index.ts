export { codeOf, deleteDomainCheck, findDomainCheck, insertDomainCheck } from './domain-checks.ts'
export {
  appChannelMismatch,
  appIdTaken,
  appNotFound,
  appSecretRequired,
  domainCheckKind,
  domainCheckTaken,
  needsSecret,
  providerOf,
} from './rules.ts'
export type { AppKind } from './rules.ts'
export { findApp, insertApp, listApps, lockApp, sealSecret, secretOf, updateApp } from './store.ts'
export type { App } from './store.ts'
export { listTemplates, saveTemplates } from './templates.ts'
export type { Template } from './templates.ts'
export { openTokenStore } from './tokens.ts'
