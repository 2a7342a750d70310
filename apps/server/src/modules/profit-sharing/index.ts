export { insertLine, insertReturn, linesOfShare, markLine, markReturn, returnsOfLines } from './lines.ts'
export {
  getReceiver,
  getReceiverEver,
  insertReceiver,
  lockReceivers,
  markReceiverRemoved,
  receiversInForce,
  rulesInForce,
  saveRule,
} from './receivers.ts'
export {
  basisPointsMax,
  channelSilent,
  divide,
  dueBack,
  isGivenUp,
  nextSharePoll,
  receiverRefused,
  receiverThere,
  shareableSince,
  shareNotAbnormal,
  shareNotFound,
  sharingNotHere,
  sharingTooMuch,
} from './rules.ts'
export {
  attemptsToShare,
  findShare,
  findShareNumbered,
  findShareOfAttempt,
  insertShares,
  lockShare,
  markShare,
  saveSharePoll,
} from './store.ts'
export { releasedShare, reservedShare, returnedShare, sharedOut } from './transfers.ts'
export type { Receiver, Share, ShareLine, ShareReturn } from './types.ts'
