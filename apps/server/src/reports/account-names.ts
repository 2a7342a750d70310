import { sql } from 'kysely'
import type { Tx } from '../kernel/db.ts'

const plainNames: Record<string, string> = {
  bank: '托管银行',
  'merchant:available': '商户可用资金',
  'merchant:own-hands': '已直接到商户手中（备查）',
  'merchant:withdrawing': '提现中',
  'merchant:margin': '保证金',
  'merchant:unclaimed': '未领取的预付款',
  'merchant:bonus-cost': '赠送成本',
  'merchant:commission-cost': '佣金成本',
  'merchant:cash-difference': '现金差异',
  'operator:due': '应付平台服务费',
  'operator:subsidy': '平台补贴',
}

const transferNames: Record<string, string> = {
  'order.paid': '收到付款',
  'order.paid_to_own_hands': '直接到账（备查）',
  'order.paid_by_card': '卡内储值支付',
  'visit.sold': '单次服务售出',
  'goods.sold': '商品售出',
  'card.principal': '预付款入卡',
  'card.bonus': '发放赠金',
  'card.visits': '发放次数',
  'card.gift_visits': '发放赠送次数',
  'card.visits_used': '使用次数',
  'card.visits_redeemed': '次数核销，释放预付款',
  'card.value_redeemed': '储值核销，释放预付款',
  'card.bonus_used': '使用赠金',
  'card.advance_recovered': '抵回已提前释放',
  'refund.reserved': '退款预留',
  'refund.taken_back': '退款收回权益',
  'refund.restored': '退款未成，退回原处',
  'refund.to_card': '退回卡内储值',
  'refund.bonus_to_card': '退回卡内赠金',
  'refund.paid': '退款到账',
  'refund.paid_from_own_hands': '直接退款（备查）',
}

/** What people call the accounts with these codes; the ids in them are replaced by numbers and names. */
export async function accountNamer(tx: Tx, codes: readonly string[]): Promise<(code: string) => string> {
  const ids = [...new Set(codes.flatMap((code) => code.match(uuids) ?? []))]
  const rows = await tx.query(sql<{ id: string; name: string }>`
    select id, number as name from card where merchant_id = ${tx.merchantId} and id = any(${ids}::uuid[])
    union all select id, name from product where merchant_id = ${tx.merchantId} and id = any(${ids}::uuid[])
    union all select id, number from sale_order where merchant_id = ${tx.merchantId} and id = any(${ids}::uuid[])
    union all select id, name from staff where merchant_id = ${tx.merchantId} and id = any(${ids}::uuid[])
    union all select id, name from store where merchant_id = ${tx.merchantId} and id = any(${ids}::uuid[])
    union all select id, name from channel_account where merchant_id = ${tx.merchantId} and id = any(${ids}::uuid[])
    union all select r.id, o.number from refund r join sale_order o on o.merchant_id = r.merchant_id
      and o.id = r.order_id where r.merchant_id = ${tx.merchantId} and r.id = any(${ids}::uuid[])`)
  const names = new Map(rows.map((row) => [row.id, row.name]))
  return (code) => nameOf(code, (id) => names.get(id) ?? id.slice(0, 8))
}

const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

function nameOf(code: string, of: (id: string) => string): string {
  const plain = plainNames[code]
  if (plain) return plain
  const [kind = '', id = '', part = '', more = ''] = code.split(':')
  if (kind === 'channel') return `渠道 ${of(id)}`
  if (kind === 'cash') return `现金 ${of(id)}`
  if (kind === 'order') return `订单 ${of(id)} 待入账`
  if (kind === 'refund') return `退款中 ${of(id)}`
  if (kind === 'issued') return `已发放权益 ${of(id)}`
  if (kind === 'card') return `卡 ${of(id)} ${cardPart(part, more, of)}`
  if (kind === 'staff') return `${of(id)} 佣金`
  if (kind === 'rental') return `租赁 ${of(id)} 押金`
  return code
}

function cardPart(part: string, more: string, of: (id: string) => string): string {
  const pot = more === 'value' ? '储值' : of(more)
  if (part === 'principal') return `本金 · ${pot}`
  if (part === 'advanced') return `已提前释放 · ${pot}`
  if (part === 'visits') return `次数 · ${pot}`
  if (part === 'gift-visits') return `赠送次数 · ${pot}`
  return '赠金'
}

/** Units are money or the product that is counted. */
export async function unitNamer(tx: Tx, units: readonly string[]): Promise<(unit: string) => string> {
  const ids = [...new Set(units.filter((unit) => unit !== 'CNY'))]
  const rows = await tx.query(sql<{ id: string; name: string }>`
    select id, name || '（' || unit || '）' as name from product
    where merchant_id = ${tx.merchantId} and id::text = any(${ids}::text[])`)
  const names = new Map(rows.map((row) => [row.id, row.name]))
  return (unit) => (unit === 'CNY' ? '元' : (names.get(unit) ?? unit))
}

/** What a movement is called; the taking back of one is named after it. */
export function transferName(kind: string): string {
  const undone = kind.endsWith('_undone')
  const name = transferNames[undone ? kind.slice(0, -'_undone'.length) : kind]
  return name === undefined ? kind : `${undone ? '撤销：' : ''}${name}`
}
