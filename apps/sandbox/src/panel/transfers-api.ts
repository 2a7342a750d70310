import { confirmTransfer, end, latestTransfers, transfersNumbered } from '../wechat-pay/transfers.ts'
import type { Transfer } from '../wechat-pay/transfers.ts'
import { endAlipayTransfer, latestAlipayTransfers } from '../alipay/transfers.ts'
import type { World } from '../world.ts'
import { Wrong, oneOf, optionalText, text } from './asked.ts'
import type { Asked } from './asked.ts'

/** Money to people, of both providers. */
export function getTransfers(world: World, query: Asked): unknown {
  const wanted = optionalText(query, 'outBillNo')
  const wechat = latestTransfers(world, 500).map(({ sent: _, ...transfer }) => ({
    provider: 'wechat-pay',
    ...transfer,
  }))
  const alipay = latestAlipayTransfers(world, 500).map(({ sent: _, ...transfer }) => ({
    provider: 'alipay',
    ...transfer,
  }))
  const items = [...wechat, ...alipay]
  return { items: items.filter(({ outBillNo }) => wanted === undefined || outBillNo === wanted) }
}

function transferOf(world: World, asked: Asked): Transfer {
  const outBillNo = text(asked, 'outBillNo')
  const [transfer] = transfersNumbered(world, outBillNo)
  if (transfer === undefined) throw new Wrong(`No such transfer: ${outBillNo}`, 404)
  return transfer
}

/** The person confirms, without a browser. */
export function postTransferConfirm(world: World, asked: Asked): unknown {
  const transfer = transferOf(world, asked)
  const why = confirmTransfer(world, transfer)
  if (why !== undefined) throw new Wrong(why, 409)
  return { state: 'TRANSFERING' }
}

/** As if the day had passed in which the person could confirm. */
export function postTransferExpire(world: World, asked: Asked): unknown {
  void end(world, transferOf(world, asked), 'FAIL', 'OVERDUE_CLOSE')
  return { state: 'FAIL' }
}

/** Ends one that a fault left in the middle. */
export function postTransferEnd(world: World, asked: Asked): unknown {
  const state = oneOf(asked, 'state', ['SUCCESS', 'FAIL', 'CANCELLED'] as const)
  const isAlipay = state !== 'CANCELLED' && endAlipayTransfer(world, text(asked, 'outBillNo'), state)
  if (isAlipay) return { state }
  void end(world, transferOf(world, asked), state, state === 'FAIL' ? 'ACCOUNT_FROZEN' : undefined)
  return { state }
}
