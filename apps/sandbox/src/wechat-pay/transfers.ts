import { canonical } from '../canonical.ts'
import { compactDay, wechatTime } from '../clock.ts'
import { digits, letters } from '../identifiers.ts'
import type { Person } from '../people.ts'
import type { World } from '../world.ts'
import type { Caller } from './authorization.ts'
import { checkFields, numberAt, parseBody, textAt } from './fields.ts'
import type { Body } from './fields.ts'
import { announce } from './notices.ts'
import { PayRefusal, invalidRequest, paramError } from './refusal.ts'
import { transferFields, checkName } from './transfer-fields.ts'
import { checkNotifyUrl } from './transactions.ts'

export type TransferState =
  | 'ACCEPTED'
  | 'WAIT_USER_CONFIRM'
  | 'TRANSFERING'
  | 'SUCCESS'
  | 'FAIL'
  | 'CANCELING'
  | 'CANCELLED'

export type Transfer = {
  mchid: string
  appid: string
  outBillNo: string
  transferBillNo: string
  openid: string
  amountFen: number
  remark: string
  notifyUrl?: string
  state: TransferState
  /** Where it goes by itself; absent where it waits for somebody. */
  fate?: TransferState
  failReason?: string
  packageInfo: string
  createdAt: string
  updatedAt: string
  sent: string
}

const transfersIn = (world: World) => world.store.collection<Transfer>('wechat-transfer')
const packagesIn = (world: World) => world.store.collection<string>('wechat-transfer-package')
const keyOf = ({ mchid, outBillNo }: Pick<Transfer, 'mchid' | 'outBillNo'>) => `${mchid}:${outBillNo}`

function save(world: World, transfer: Transfer): Transfer {
  transfersIn(world).save(keyOf(transfer), transfer, transfer.outBillNo)
  packagesIn(world).save(transfer.packageInfo, keyOf(transfer))
  return transfer
}

const dayMs = 86_400_000

/** Who does not confirm within a day is not paid. */
function aged(world: World, transfer: Transfer | undefined): Transfer | undefined {
  if (transfer?.state !== 'WAIT_USER_CONFIRM') return transfer
  if (world.clock.now().getTime() - Date.parse(transfer.createdAt) < dayMs) return transfer
  void end(world, transfer, 'FAIL', 'OVERDUE_CLOSE')
  return transfersIn(world).find(keyOf(transfer))
}

const find = (world: World, mchid: string, outBillNo: string): Transfer | undefined =>
  aged(world, transfersIn(world).find(keyOf({ mchid, outBillNo })))

/** Of whatever merchant: for the panel. */
export const transfersNumbered = (world: World, outBillNo: string): Transfer[] =>
  transfersIn(world)
    .ofOwner(outBillNo)
    .flatMap((transfer) => aged(world, transfer) ?? [])

export const latestTransfers = (world: World, limit: number): Transfer[] =>
  transfersIn(world)
    .latest(limit)
    .flatMap((transfer) => aged(world, transfer) ?? [])

export function transferOfPackage(world: World, packageInfo: string): Transfer | undefined {
  const key = packagesIn(world).find(packageInfo)
  return key === undefined ? undefined : aged(world, transfersIn(world).find(key))
}

export const payeeOf = (world: World, transfer: Transfer): Person | undefined =>
  world.people.byOpenid(transfer.appid, transfer.openid)

export async function createTransfer(
  world: World,
  caller: Caller,
  { text, serial }: { text: string; serial: string },
): Promise<Record<string, unknown>> {
  const { merchant } = caller
  const body = parseBody(text)
  checkFields(body, transferFields)
  const notifyUrl = textAt(body, '/notify_url')
  if (notifyUrl !== undefined) checkNotifyUrl(notifyUrl)
  const appid = textAt(body, '/appid') ?? ''
  if (!merchant.appids.includes(appid))
    throw new PayRefusal(400, 'APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配')
  const payee = world.people.byOpenid(appid, textAt(body, '/openid') ?? '')
  if (payee === undefined) throw paramError('/openid', textAt(body, '/openid'), '无效的openid')
  const isRightName = checkName(world, merchant, { body, serial, payee })

  const outBillNo = textAt(body, '/out_bill_no') ?? ''
  const sent = canonical({ ...body, user_name: isRightName })
  const earlier = find(world, merchant.mchid, outBillNo)
  if (earlier !== undefined) {
    if (earlier.sent !== sent) throw invalidRequest('商户单号已存在，且请求参数与之前不一致')
    return acceptedView(earlier)
  }
  return acceptedView(await accept(world, draft(world, merchant.mchid, body, sent), isRightName))
}

function draft(world: World, mchid: string, body: Body, sent: string): Transfer {
  const now = world.clock.now()
  const notifyUrl = textAt(body, '/notify_url')
  return {
    mchid,
    appid: textAt(body, '/appid') ?? '',
    outBillNo: textAt(body, '/out_bill_no') ?? '',
    transferBillNo: `1330${digits(6)}${compactDay(now)}${digits(14)}`,
    openid: textAt(body, '/openid') ?? '',
    amountFen: numberAt(body, '/transfer_amount'),
    remark: textAt(body, '/transfer_remark') ?? '',
    ...(notifyUrl === undefined ? {} : { notifyUrl }),
    state: 'ACCEPTED',
    packageInfo: letters(64),
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
    sent,
  }
}

async function accept(world: World, transfer: Transfer, isRightName: boolean): Promise<Transfer> {
  const occasion = { provider: 'wechat-pay', merchant: transfer.mchid, on: 'transfer' } as const
  if (world.faults.take('transfer-no-money', occasion) !== undefined)
    throw new PayRefusal(403, 'NOT_ENOUGH', '商户运营账户资金不足')
  if (world.faults.take('transfer-stuck', occasion) !== undefined) return save(world, transfer)
  const waiting = save(world, { ...transfer, state: 'WAIT_USER_CONFIRM' })
  const failed = world.faults.take('transfer-fail', occasion) !== undefined
  if (failed || !isRightName) {
    const done = end(world, waiting, 'FAIL', failed ? 'ACCOUNT_FROZEN' : 'NAME_NOT_CORRECT')
    if (world.faults.take('notice-before-answer', occasion) !== undefined) await done
    return find(world, transfer.mchid, transfer.outBillNo) ?? waiting
  }
  // So fast a person confirms before the merchant has read the answer.
  if (world.faults.take('notice-before-answer', occasion) !== undefined) await end(world, waiting, 'SUCCESS')
  return waiting
}

export function queryTransfer(world: World, mchid: string, outBillNo: string): Record<string, unknown> {
  const transfer = find(world, mchid, outBillNo)
  if (transfer === undefined) throw new PayRefusal(404, 'NOT_FOUND', '记录不存在')
  return transferView(transfer)
}

/** The person says yes; the money is there a moment later. Why not, where it cannot be. */
export function confirmTransfer(world: World, transfer: Transfer): string | undefined {
  if (transfer.state === 'SUCCESS' || transfer.state === 'TRANSFERING') return '已经收款'
  if (transfer.state !== 'WAIT_USER_CONFIRM') return '转账已失效'
  later(world, advance(world, transfer, { state: 'TRANSFERING', fate: 'SUCCESS' }))
  return undefined
}

export function cancelTransfer(world: World, mchid: string, outBillNo: string): Record<string, unknown> {
  const transfer = find(world, mchid, outBillNo)
  if (transfer === undefined) throw new PayRefusal(404, 'NOT_FOUND', '记录不存在')
  if (transfer.state === 'CANCELING' || transfer.state === 'CANCELLED') return cancelView(transfer)
  if (transfer.state !== 'WAIT_USER_CONFIRM' && transfer.state !== 'ACCEPTED')
    throw invalidRequest('转账单状态不支持撤销')
  const occasion = { provider: 'wechat-pay', merchant: mchid, on: 'cancel-transfer' } as const
  if (world.faults.take('paid-while-closing', occasion) !== undefined) {
    void end(world, transfer, 'SUCCESS')
    throw invalidRequest('转账单状态不支持撤销')
  }
  const canceling = advance(world, transfer, { state: 'CANCELING', fate: 'CANCELLED' })
  later(world, canceling)
  return cancelView(canceling)
}

function advance(world: World, transfer: Transfer, change: Partial<Transfer>): Transfer {
  return save(world, { ...transfer, ...change, updatedAt: world.clock.now().toISOString() })
}

function later(world: World, transfer: Transfer): void {
  setTimeout(() => void endNow(world, transfer), 300 * world.retryFactor).unref()
}

async function endNow(world: World, transfer: Transfer): Promise<void> {
  if (!world.isClosed() && transfer.fate !== undefined) await end(world, transfer, transfer.fate)
}

/** Also what the panel does with one that a fault left in the middle. */
export async function end(
  world: World,
  transfer: Transfer,
  state: TransferState,
  failReason?: string,
): Promise<void> {
  const { fate: _, ...kept } = transfersIn(world).find(keyOf(transfer)) ?? transfer
  if (['SUCCESS', 'FAIL', 'CANCELLED'].includes(kept.state)) return
  const done = advance(world, kept, { state, ...(failReason === undefined ? {} : { failReason }) })
  if (done.notifyUrl === undefined) return
  await announce(world, {
    mchid: done.mchid,
    url: done.notifyUrl,
    event: 'MCHTRANSFER.BILL.FINISHED',
    outTradeNo: done.outBillNo,
    content: { ...transferView(done), mchid: done.mchid },
  })
}

/** Transfers that were on their way when the sandbox was stopped. */
export function resumeTransfers(world: World): void {
  for (const transfer of transfersIn(world).latest(1000)) void endNow(world, transfer)
}

const acceptedView = (transfer: Transfer): Record<string, unknown> => ({
  out_bill_no: transfer.outBillNo,
  transfer_bill_no: transfer.transferBillNo,
  create_time: wechatTime(new Date(transfer.createdAt)),
  state: transfer.state,
  ...(transfer.state === 'WAIT_USER_CONFIRM' ? { package_info: transfer.packageInfo } : {}),
})

const cancelView = (transfer: Transfer): Record<string, unknown> => ({
  out_bill_no: transfer.outBillNo,
  transfer_bill_no: transfer.transferBillNo,
  state: transfer.state,
  update_time: wechatTime(new Date(transfer.updatedAt)),
})

const transferView = (transfer: Transfer): Record<string, unknown> => ({
  mch_id: transfer.mchid,
  appid: transfer.appid,
  ...cancelView(transfer),
  transfer_amount: transfer.amountFen,
  transfer_remark: transfer.remark,
  openid: transfer.openid,
  create_time: wechatTime(new Date(transfer.createdAt)),
  ...(transfer.failReason === undefined ? {} : { fail_reason: transfer.failReason }),
})
