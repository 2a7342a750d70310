export {
  claimRefresh,
  listCertificates,
  listKeyHolders,
  noteRefresh,
  saveCertificates,
} from './certificates.ts'
export type { NewCertificate } from './certificates.ts'
export { listGrants } from './grants.ts'
export { alipayAccountOf, fingerprintsOf, numbersOf, openKeys, sealKeys, wechatPayAccountOf } from './keys.ts'
export {
  findOperatorAccount,
  getOperatorAccount,
  insertOperatorAccount,
  isGranted,
  lockOperatorAccount,
  updateOperatorAccount,
} from './operator-accounts.ts'
export {
  channelAccountNotFound,
  channelDisabled,
  channelNumberFixed,
  channelOperators,
  channelProviderFixed,
  notWechatPay,
  refreshTooSoon,
} from './rules.ts'
export {
  enableChannelAccount,
  findChannelAccount,
  findChannelAddress,
  findGranted,
  getChannelAccount,
  insertChannelAccount,
  listChannelAccounts,
  lockChannelAccount,
  updateChannelAccount,
} from './store.ts'
export type {
  ChannelAccount,
  ChannelKeys,
  ChannelNumbers,
  Fingerprint,
  KeyHolder,
  OperatorAccount,
  PlatformKey,
  Provider,
  WechatPayKeys,
} from './types.ts'
