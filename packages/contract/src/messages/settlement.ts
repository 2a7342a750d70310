import type { Messages } from './messages.ts'

export const settlementMessages = {
  'settlement.not_found': { zh: '没有找到结算单', en: 'No such statement' },
  'settlement.not_open': { zh: '结算单已经确认过了', en: 'This statement was confirmed before' },
  'settlement.nothing_due': { zh: '没有待收的服务费', en: 'No fee is due' },
  'withdrawal.not_found': { zh: '没有找到提现申请', en: 'No such withdrawal' },
  'withdrawal.no_bank_account': { zh: '请先填写收款账户', en: 'Enter a bank account first' },
  'withdrawal.too_much': {
    zh: '超出可提现金额：只有已确认结算单内的资金可以提现',
    en: 'More than can be withdrawn: only money of confirmed statements can',
  },
  'withdrawal.state_wrong': { zh: '提现已不在这一步，请刷新', en: 'The withdrawal has moved on; look again' },
  'withdrawal.second_person': {
    zh: '你已经同意过，需要另一位同事复核',
    en: 'You agreed already; another person has to',
  },
  'withdrawal.day_ahead': { zh: '划转日期不能晚于今天', en: 'The day of the transfer is in the future' },
} satisfies Messages
