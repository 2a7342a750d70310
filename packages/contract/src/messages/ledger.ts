import type { Messages } from './messages.ts'

export const ledgerMessages = {
  'account.not_found': { zh: '没有找到账户', en: 'No such account' },
  'ledger.below_floor': { zh: '余额不足', en: 'The balance does not suffice' },
  'ledger.above_ceiling': { zh: '超过上限', en: 'Above the limit' },
  'ledger.below_minimum': { zh: '余额低于须保留的金额', en: 'The balance would fall below its minimum' },
  'ledger.conflict': {
    zh: '同一分录编号用于了不同的内容',
    en: 'This transfer key was used for another content',
  },
} satisfies Messages
