import type { Messages } from './messages.ts'

export const sharingMessages = {
  'sharing.not_found': { zh: '没有这笔分账', en: 'There is no such share' },
  'sharing.receiver_not_found': { zh: '没有这个分账接收方', en: 'There is no such receiver' },
  'sharing.receiver_there': {
    zh: '这个商户号已经是接收方',
    en: 'This merchant number is a receiver already',
  },
  'sharing.receiver_refused': {
    zh: '微信支付没有接受这个接收方，请检查商户号和全称',
    en: 'WeChat Pay did not take this receiver; check the number and the full name',
  },
  'sharing.too_much': { zh: '所有接收方加起来最多 30%', en: 'All receivers together get at most 30%' },
  'sharing.not_here': {
    zh: '只有绑定了应用的微信支付普通商户号可以分账',
    en: 'Only an ordinary WeChat Pay account with an app can share',
  },
  'sharing.not_abnormal': { zh: '这笔分账现在不用处理', en: 'This share needs no decision now' },
  'sharing.channel_silent': {
    zh: '支付渠道没有回应，请稍后再试',
    en: 'The channel did not answer; please try again',
  },
} satisfies Messages
