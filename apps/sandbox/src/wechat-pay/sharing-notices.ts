import { wechatTime } from '../clock.ts'
import type { World } from '../world.ts'
import { findMerchant } from './merchants.ts'
import { announce } from './notices.ts'
import type { Share, SharingOrder, SharingReturn } from './sharing-types.ts'

/** Receivers are told, at the address that each set in its own console; the merchant who shares is not. */
const addressesIn = (world: World) => world.store.collection<string>('wechat-sharing-address')

export const setSharingAddress = (world: World, mchid: string, url: string): void =>
  addressesIn(world).save(mchid, url)

export async function tellReceiver(world: World, order: SharingOrder, receiver: Share): Promise<void> {
  await tell(world, receiver.account, 'PROFITSHARING.SUCCESS', order.outOrderNo, {
    mchid: order.mchid,
    transaction_id: order.transactionId,
    order_id: order.orderId,
    out_order_no: order.outOrderNo,
    receiver: {
      type: receiver.type,
      account: receiver.account,
      amount: receiver.amountFen,
      description: receiver.description,
    },
    success_time: wechatTime(world.clock.now()),
  })
}

export async function tellOfReturn(world: World, order: SharingOrder, made: SharingReturn): Promise<void> {
  await tell(world, made.returnMchid, 'PROFITSHARING.RETURN', made.outReturnNo, {
    mchid: order.mchid,
    transaction_id: order.transactionId,
    order_id: order.orderId,
    out_order_no: order.outOrderNo,
    return_id: made.returnId,
    out_return_no: made.outReturnNo,
    return_mchid: made.returnMchid,
    amount: made.amountFen,
    success_time: wechatTime(world.clock.now()),
  })
}

async function tell(
  world: World,
  mchid: string,
  event: string,
  outTradeNo: string,
  content: Record<string, unknown>,
): Promise<void> {
  const url = addressesIn(world).find(mchid)
  if (url === undefined || findMerchant(world, mchid) === undefined) return
  await announce(world, { mchid, url, event, outTradeNo, content })
}
