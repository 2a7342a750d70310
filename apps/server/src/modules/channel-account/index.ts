export { alipayAccountOf, fingerprintsOf, openKeys, sealKeys, wechatPayAccountOf } from './keys.ts'
export { channelAccountNotFound, channelDisabled, channelNumberFixed, channelProviderFixed } from './rules.ts'
export {
  findChannelAccount,
  findChannelAddress,
  getChannelAccount,
  insertChannelAccount,
  listChannelAccounts,
  lockChannelAccount,
  updateChannelAccount,
} from './store.ts'
export type { ChannelAccount, ChannelKeys, Fingerprint, Provider } from './types.ts'
