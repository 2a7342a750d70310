import type { Messages } from './messages.ts'

export const cardMessages = {
  'card.not_found': { zh: '没有这张卡', en: 'There is no such card' },
  'card.not_active': { zh: '这张卡当前不可用', en: 'This card cannot be used now' },
  'card.not_frozen': { zh: '这张卡没有被冻结', en: 'This card is not frozen' },
  'card.type_mismatch': { zh: '这个商品不能充到这张卡', en: 'This bundle does not fit this card' },
  'card.above_limit': {
    zh: '超过单张卡的限额（记名卡 5000 元，不记名卡 1000 元以内）',
    en: 'Beyond what one card may hold (named ¥5,000, anonymous ¥1,000 at most)',
  },
  'card.used': {
    zh: '这张卡已经使用过，不能全额退款',
    en: 'The card was used, so it is not refunded in full',
  },
  'card.not_enough_visits': { zh: '剩余次数不足', en: 'Not enough visits are left' },
  'card.not_enough_value': { zh: '余额不足', en: 'The balance is not enough' },
  'card.cannot_take_back': {
    zh: '原卡已失效，不能退回',
    en: 'The card is gone and cannot take the money back',
  },
  'card.code_malformed': { zh: '卡码应为 16 位数字', en: 'A card code has 16 digits' },
  'card.code_wrong': {
    zh: '卡码不正确或已过期，请用户刷新后重试',
    en: 'The code is wrong or too old; ask for a new one',
  },
  'card.code_used': {
    zh: '卡码已使用，请用户刷新后重试',
    en: 'The code was used already; ask for a new one',
  },
  'redemption.not_found': { zh: '没有这条核销记录', en: 'There is no such redemption' },
  'redemption.undone': { zh: '这次核销已经撤销过了', en: 'This redemption was undone already' },
  'redemption.too_old': { zh: '已超过可撤销的时间', en: 'It is too late to undo this' },
} satisfies Messages
