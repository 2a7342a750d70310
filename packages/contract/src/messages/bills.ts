import type { Messages } from './messages.ts'

export const billMessages = {
  'bill.day_too_early': { zh: '账单要到次日才有', en: 'A bill is there on the next day at the earliest' },
  'bill.day_wrong': { zh: '渠道只保留最近三个月的账单', en: 'The channels keep bills for three months only' },
  'bill.day_not_found': { zh: '这一天还没有对账', en: 'This day was never reconciled' },
  'bill.difference_not_found': { zh: '没有这条对账差异', en: 'There is no such difference' },
  'bill.difference_over': { zh: '这条差异已经处理过了', en: 'This difference has been dealt with' },
  'bill.action_wrong': { zh: '这条差异不能这样处理', en: 'This difference cannot be dealt with in this way' },
  'bill.still_differs': {
    zh: '渠道查询的结果仍与账单不一致',
    en: 'What the channel answers still differs from its bill',
  },
  'bill.handled_elsewhere': {
    zh: '这笔已在另一天的差异里处理，请先撤销那次处理',
    en: 'It was dealt with as a difference of another day; undo that first',
  },
  'bill.asked': { zh: '等待下载', en: 'Waiting to be downloaded' },
  'bill.fetching': { zh: '正在下载', en: 'Being downloaded' },
  'bill.creating': {
    zh: '渠道正在生成账单，稍后自动重试',
    en: 'The channel is making the bill; tried again later',
  },
  'bill.channel_silent': {
    zh: '渠道没有给出账单，稍后自动重试',
    en: 'The channel gave no bill; tried again later',
  },
  'bill.channel_refused': { zh: '渠道拒绝提供账单', en: 'The channel refuses to give the bill' },
  'bill.encoding': {
    zh: '账单编码不对，没有入账',
    en: 'The bill is in another encoding; nothing was booked',
  },
  'bill.column_missing': {
    zh: '账单缺少必需的列，没有入账',
    en: 'The bill lacks a column; nothing was booked',
  },
  'bill.truncated': { zh: '账单不完整，没有入账', en: 'The bill is cut off; nothing was booked' },
  'bill.malformed': { zh: '账单内容无法识别，没有入账', en: 'The bill cannot be read; nothing was booked' },
  'bill.hash_wrong': {
    zh: '账单摘要与渠道给出的不符，没有入账',
    en: 'The hash of the bill is wrong; nothing was booked',
  },
  'bill.totals_wrong': {
    zh: '账单汇总与明细不符，没有入账',
    en: 'The sums of the bill are not those of its rows; nothing was booked',
  },
  'bill.other_merchant': {
    zh: '账单属于别的商户号，没有入账',
    en: "The bill is another merchant's; nothing was booked",
  },
  'bill.too_large': {
    zh: '账单异常大，没有入账',
    en: 'The bill is larger than any could be; nothing was booked',
  },
  'bill.zip_wrong': {
    zh: '账单压缩包有误，没有入账',
    en: 'The archive of the bill is wrong; nothing was booked',
  },
  'bill.too_many_differences': {
    zh: '账单与本系统几乎不相符，请检查商户号；没有入账',
    en: 'Bill and books have hardly anything in common; check the merchant number. Nothing was booked',
  },
} satisfies Messages
