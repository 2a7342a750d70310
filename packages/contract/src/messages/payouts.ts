import type { Messages } from './messages.ts'

export const payoutMessages = {
  'payable.not_found': { zh: '没有这笔应付', en: 'There is no such payable' },
  'payable.reviewed': { zh: '这笔应付已经审核过', en: 'This payable was reviewed already' },
  'payout.not_found': { zh: '没有这笔付款', en: 'There is no such payout' },
  'payout.own_request': {
    zh: '自己提出的，或者付给自己的，要由另一个人审核',
    en: 'Somebody else must review what you asked for, or what is paid to you',
  },
  'payout.not_requested': { zh: '这笔付款不在待批准状态', en: 'This payout does not wait for approval' },
  'payout.over': { zh: '这笔付款已经结束', en: 'This payout is over' },
  'payout.payee_unknown': {
    zh: '收款人还没有用手机号登录过商户的应用，渠道不认识 TA，请 TA 先登录一次',
    en: 'The payee has not come in by an app of the merchant with their mobile yet; ask them to log in once',
  },
  'payout.no_account': {
    zh: '没有可用于付款的渠道商户号',
    en: 'No channel account can pay out by this channel',
  },
  'payout.certificates_needed': {
    zh: '支付宝转账需要证书模式，请先在支付渠道里改用证书',
    en: 'Alipay sends money to people only in certificate mode; switch the channel account to certificates',
  },
  'payout.name_needed': {
    zh: '微信付款满 2000 元需要填写收款人真实姓名',
    en: "From ¥2,000 on, WeChat Pay needs the payee's real name",
  },
  'payout.payee_twice': { zh: '同一批里一个人只能出现一次', en: 'A person can be in a batch only once' },
  'payout.not_payable': {
    zh: '超过应付余额，付不了这么多',
    en: 'More than what is payable to this person',
  },
  'payout.not_available': {
    zh: '商户可用资金不足',
    en: "The merchant's available money is not enough",
  },
} satisfies Messages
