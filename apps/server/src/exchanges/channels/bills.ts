import type { Readable } from 'node:stream'
import { createAlipayBills } from '../../channels/alipay/bills.ts'
import { readAlipayBill } from '../../channels/alipay/bill-file.ts'
import type { BillAnswer, BillFile, ReadBill } from '../../channels/bill.ts'
import type { Outcome } from '../../channels/outcome.ts'
import { readWechatBill } from '../../channels/wechat-pay/bill-file.ts'
import { createWechatBills } from '../../channels/wechat-pay/bills.ts'
import type { BillSource } from '../../flows/reconciliation/find-source.ts'
import { alipayAccountOf, openKeys, wechatPayAccountOf } from '../../modules/channel-account/index.ts'
import type { Parts } from '../parts.ts'
import { wechatAddressOf } from './open-port.ts'

/** The bills of both channels in one form. */
export type BillsPort = {
  ask(day: string): Promise<Outcome<BillAnswer>>
  download(answer: { url: string }): Promise<Outcome<Readable>>
  read(file: BillFile, read: Omit<ReadBill, 'merchantNumbers'>): Promise<void>
}

export function openBills(parts: Parts, { account }: Pick<BillSource, 'account'>): BillsPort {
  const { config, vault, db } = parts
  const keys = openKeys(vault, account)
  const merchantNumbers = [
    account.merchantNumber,
    ...(account.subMerchantNumber ? [account.subMerchantNumber] : []),
  ]
  if (keys.provider === 'wechat-pay') {
    const opened = wechatPayAccountOf(keys, account.certificates)
    const bills = createWechatBills(opened, wechatAddressOf(parts, { account, keys }))
    return { ...bills, read: (file, read) => readWechatBill(file, { ...read, merchantNumbers }) }
  }
  const { gatewayUrl } = config.alipay
  const bills = createAlipayBills(alipayAccountOf(keys), { gatewayUrl }, () => db.clock.now())
  return { ...bills, read: (file, read) => readAlipayBill(file, { ...read, merchantNumbers }) }
}
