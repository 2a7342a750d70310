import { yuanOf } from '../alipay/yuan.ts'
import { html } from '../listen.ts'
import type { Incoming, Outgoing } from '../listen.ts'
import { findMerchant } from '../wechat-pay/merchants.ts'
import { confirmTransfer, payeeOf, transferOfPackage } from '../wechat-pay/transfers.ts'
import type { World } from '../world.ts'
import { messagePage, outcomePage, transferPage } from './pages.ts'

const said = (title: string, text: string, sign?: string): Outgoing =>
  html(messagePage({ tone: 'wechat', title, text, ...(sign === undefined ? {} : { sign }) }))

const path = '/cashier/wechat/transfer'

/** What wx.requestMerchantTransfer opens: the person takes the money, or leaves it until it expires. */
export function transferConfirmPage(world: World, incoming: Incoming): Outgoing {
  const transfer = transferOfPackage(world, incoming.query.get('package') ?? '')
  if (transfer === undefined) return said('无法收款', 'package 无效')
  if (transfer.state !== 'WAIT_USER_CONFIRM') return said('无法收款', '这笔转账已结束，或者还不能确认')
  const payer = findMerchant(world, transfer.mchid)?.name ?? transfer.mchid
  const payee = payeeOf(world, transfer)?.name ?? transfer.openid
  const { outBillNo, remark, packageInfo } = transfer
  const amount = yuanOf(transfer.amountFen)
  const isEmbedded = incoming.query.get('embed') === '1'
  return html(
    transferPage({ payer, payee, remark, amount, outBillNo, packageInfo, action: path, isEmbedded }),
  )
}

export function decideTransfer(world: World, incoming: Incoming): Outgoing {
  const form = new URLSearchParams(incoming.body)
  const transfer = transferOfPackage(world, form.get('package') ?? '')
  if (transfer === undefined) return said('无法收款', 'package 无效')
  const isEmbedded = form.get('embed') === '1'
  if (form.get('outcome') !== 'success' && isEmbedded) return html(outcomePage('wechat', 'cancel'))
  if (form.get('outcome') !== 'success') return said('暂不收款', '不确认的话，24 小时后退回商户', '…')
  const why = confirmTransfer(world, transfer)
  if (why !== undefined) return said('无法收款', why)
  if (isEmbedded) return html(outcomePage('wechat', 'success'))
  return said('已收款', `¥${yuanOf(transfer.amountFen)}　${transfer.remark}`, '✓')
}
