import type { Messages } from './messages.ts'

export const cashMessages = {
  'cash.above_limit': {
    zh: '收下这笔就超过您的现金限额了，请先交款，或换一种支付方式',
    en: 'With this you would hold more cash than you may; hand some in first, or take another way to pay',
  },
  'cash.must_hand_in': {
    zh: '这位人员手上还有现金，请先交款',
    en: 'This person still holds cash, which has to be handed in first',
  },
  'cash.nothing': { zh: '没有现金可交', en: 'There is no cash to hand in' },
  'cash.hand_in_not_found': { zh: '没有这笔交款', en: 'There is no such hand-in' },
  'cash.hand_in_open': {
    zh: '还有一笔交款等待确认，请先处理',
    en: 'Another hand-in of this person waits to be received',
  },
  'cash.hand_in_ended': { zh: '这笔交款已经处理过了', en: 'This hand-in was received or taken back' },
  'cash.same_person': {
    zh: '不能确认自己的交款，请让另一位同事确认',
    en: 'Somebody else has to receive your cash',
  },
  'cash.changed': {
    zh: '账上的现金变了，请重新清点',
    en: 'The cash has changed meanwhile; please count anew',
  },
  'cash.reason_required': {
    zh: '清点数与账面不一致，请写明原因',
    en: 'The count differs from the books; please say why',
  },
  'cash.count_wrong': { zh: '面额合计与清点金额不一致', en: 'The pieces do not add up to the amount' },
  'cash.safe_short': { zh: '库存现金不够', en: 'There is less in the safe' },
} satisfies Messages
