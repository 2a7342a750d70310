import type { Movement } from '../ledger/index.ts'

/** Accounts of the Chinese enterprise accounting standards, as a merchant's accountant knows them. */
export type VoucherAccount = { code: string; name: string }

const accounts = {
  cash: { code: '1001', name: '库存现金' },
  bankDeposit: { code: '1002', name: '银行存款' },
  channel: { code: '101201', name: '其他货币资金—支付渠道' },
  custody: { code: '101202', name: '其他货币资金—平台托管账户' },
  passing: { code: '122101', name: '其他应收款—直收过渡' },
  margin: { code: '122102', name: '其他应收款—保证金' },
  subsidy: { code: '122103', name: '其他应收款—平台补贴' },
  unsettled: { code: '1901', name: '待处理财产损溢' },
  operatorDue: { code: '2202', name: '应付账款—平台服务费' },
  ordered: { code: '220301', name: '预收账款—待确认订单' },
  prepaid: { code: '220302', name: '预收账款—预付卡' },
  advanced: { code: '220303', name: '预收账款—提前释放' },
  commission: { code: '2211', name: '应付职工薪酬—佣金' },
  refundable: { code: '224101', name: '其他应付款—应退顾客' },
  unclaimed: { code: '224102', name: '其他应付款—未领取预付款' },
  deposits: { code: '224103', name: '其他应付款—押金' },
  sharing: { code: '224104', name: '其他应付款—待分账' },
  revenue: { code: '6001', name: '主营业务收入' },
  commissionCost: { code: '660101', name: '销售费用—佣金' },
  serviceFee: { code: '660102', name: '销售费用—平台服务费' },
  sharedCost: { code: '660103', name: '销售费用—分账' },
  channelFee: { code: '6603', name: '财务费用—手续费' },
} satisfies Record<string, VoucherAccount>

/** What a class of accounts is, whatever stands on the other side. */
const ofClass: Record<string, VoucherAccount> = {
  channel: accounts.channel,
  bank: accounts.custody,
  cash: accounts.cash,
  order: accounts.ordered,
  refund: accounts.refundable,
  rental: accounts.deposits,
  sharing: accounts.sharing,
  'card:principal': accounts.prepaid,
  'card:advanced': accounts.advanced,
  'staff:accrued': accounts.commission,
  'staff:payable': accounts.commission,
  'staff:paying': accounts.commission,
  'merchant:commission-cost': accounts.commissionCost,
  'merchant:margin': accounts.margin,
  'merchant:unclaimed': accounts.unclaimed,
  'merchant:withdrawing': accounts.bankDeposit,
  'merchant:own-hands': accounts.passing,
  'operator:due': accounts.operatorDue,
  'operator:subsidy': accounts.subsidy,
}

/** The merchant's own money is no account of its bookkeeping: what it was earned or spent on is. */
const availableAgainst: Record<string, VoucherAccount> = {
  'card:principal': accounts.revenue,
  'card:advanced': accounts.revenue,
  order: accounts.revenue,
  refund: accounts.revenue,
  channel: accounts.channelFee,
  'operator:due': accounts.serviceFee,
  sharing: accounts.sharedCost,
}

const available = 'merchant:available'

/** No event of bookkeeping: gifted value, and what is only set aside or counted inside of the platform. */
const silent = new Set([
  'merchant:bonus-cost|card:bonus',
  'merchant:available|merchant:withdrawing',
  'merchant:available|merchant:commission-cost',
])

/** Money that reached the merchant directly is the same amount twice in our books; in the merchant's it passes. */
const directKinds = new Set(['order.paid', 'refund.paid'])
const toOwnBank = new Set(['bill.settled_own', 'bill.undone', 'refund.to_merchant', 'cash.banked'])

function accountOf(side: string, other: string, kind: string): VoucherAccount {
  if (side === available && directKinds.has(kind)) return accounts.passing
  if (side === available && kind === 'refund.paid_by_hand') return accounts.bankDeposit
  if (side === available && kind === 'bill.corrected') return accounts.unsettled
  if (side === available) return availableAgainst[other] ?? accounts.unsettled
  if (side === 'merchant:own-hands' && toOwnBank.has(kind)) return accounts.bankDeposit
  if (side === 'merchant:own-hands' && kind.startsWith('sharing.')) return accounts.sharedCost
  if (side === 'merchant:commission-cost' && other === 'staff:paying') return accounts.passing
  return ofClass[side] ?? accounts.unsettled
}

/** Which two accounts a movement of our books is in the merchant's; undefined where it is none. */
export function voucherOf({
  debit,
  credit,
  kind,
}: Pick<Movement, 'debit' | 'credit' | 'kind'>):
  | { debit: VoucherAccount; credit: VoucherAccount }
  | undefined {
  if (silent.has(`${debit}|${credit}`) || silent.has(`${credit}|${debit}`)) return undefined
  const entry = { debit: accountOf(debit, credit, kind), credit: accountOf(credit, debit, kind) }
  return entry.debit === entry.credit ? undefined : entry
}
