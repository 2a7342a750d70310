import { findOrder, finishOrder, latestOrders } from '../wechat-pay/sharing.ts'
import { setSharingAddress } from '../wechat-pay/sharing-notices.ts'
import { findReturn, finishReturn } from '../wechat-pay/sharing-returns.ts'
import type { World } from '../world.ts'
import { Wrong, oneOf, text } from './asked.ts'
import type { Asked } from './asked.ts'

export const getSharing = (world: World): unknown => ({
  items: latestOrders(world, 200).map(({ sent: _, ...order }) => order),
})

/** Where a receiver wants to hear of what it got. */
export function putSharingAddress(world: World, asked: Asked): unknown {
  const mchid = text(asked, 'mchid')
  const url = text(asked, 'url')
  setSharingAddress(world, mchid, url)
  return { mchid, url }
}

/** Ends a share or a return that a fault left in the middle. */
export function postSharingEnd(world: World, asked: Asked): unknown {
  const merchant = text(asked, 'merchant')
  if (asked['outReturnNo'] !== undefined) {
    const made = findReturn(world, merchant, text(asked, 'outReturnNo'))
    if (made === undefined) throw new Wrong('No such return', 404)
    const result = oneOf(asked, 'result', ['SUCCESS', 'FAILED'] as const)
    void finishReturn(world, made, result)
    return { result }
  }
  const order = findOrder(world, merchant, text(asked, 'outOrderNo'))
  if (order === undefined) throw new Wrong('No such sharing order', 404)
  const result = oneOf(asked, 'result', ['SUCCESS', 'CLOSED'] as const)
  void finishOrder(world, order, result)
  return { result }
}
