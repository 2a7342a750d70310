import type { Tx } from '../../../kernel/db.ts'
import {
  channelAccountNotFound,
  findChannelAccount,
  findOperatorAccount,
} from '../../../modules/channel-account/index.ts'
import { findOperator } from '../../../modules/merchant/index.ts'

/** One of the merchant's accounts; in the operator's own books, one that merchants share. */
export async function checkAccount(tx: Tx, channelAccountId: string): Promise<void> {
  if (await findChannelAccount(tx, channelAccountId)) return
  const isOperator = (await findOperator(tx))?.id === tx.merchantId
  if (!isOperator || !(await findOperatorAccount(tx, channelAccountId))) throw channelAccountNotFound()
}
