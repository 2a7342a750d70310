import type { Messages } from './messages.ts'

export const paymentMessages = {
  'payment.method_unavailable': {
    zh: '商户没有开通这种支付方式',
    en: 'The merchant does not take this method',
  },
  'payment.payer_unknown': {
    zh: '请先在这个应用里登录再支付',
    en: 'Please log in through this app before paying',
  },
  'payment.refused': { zh: '支付渠道拒绝了这笔支付', en: 'The payment channel refused this payment' },
  'payment.channel_silent': {
    zh: '支付渠道没有回应，请稍后再试，不会重复扣款',
    en: 'The channel did not answer; try again, nothing is charged twice',
  },
  'payment.too_many_attempts': {
    zh: '支付尝试太多，请稍后再试',
    en: 'Too many attempts to pay this order; please wait',
  },
  'payment.return_url_wrong': { zh: '返回地址不正确', en: 'The return address is not valid' },
  'payment.over': {
    zh: '这次支付已经结束，请刷新订单',
    en: 'This payment is over; please look at the order again',
  },
  'refund.not_found': { zh: '没有这笔退款', en: 'There is no such refund' },
  'refund.not_retryable': { zh: '这笔退款现在不能重新提交', en: 'This refund cannot be sent again now' },
  'refund.already_requested': {
    zh: '这个订单已经申请过退款',
    en: 'A refund of this order was requested already',
  },
  'refund.cash_short': {
    zh: '您手上的现金不够退这笔款',
    en: 'You do not hold enough cash for this refund',
  },
  'channel.not_found': { zh: '没有这个支付渠道', en: 'There is no such channel account' },
  'channel.disabled': { zh: '这个支付渠道已停用', en: 'This channel account is disabled' },
  'channel.provider_fixed': { zh: '支付渠道的类型不能改变', en: 'The provider of an account cannot change' },
  'channel.number_fixed': {
    zh: '已有支付记录，商户号不能改变，请新增支付渠道',
    en: 'Something was paid into it, so its number stays; add another account',
  },
  'channel.key_unreadable': {
    zh: '密钥无法识别，请检查是否完整',
    en: 'This key cannot be read; is it complete?',
  },
  'channel.key_too_weak': { zh: '密钥强度不足，需要 2048 位以上', en: 'This key has less than 2048 bits' },
  'channel.key_signs_nothing': { zh: '私钥不能签名', en: 'This private key does not sign' },
  'channel.key_is_own': {
    zh: '这里要填渠道的公钥，填的却是自己的公钥',
    en: "The channel's public key belongs here, not your own",
  },
  'channel.api_v2_key_length': { zh: 'APIv2 密钥必须是 32 个字节', en: 'The APIv2 key has exactly 32 bytes' },
  'channel.api_v3_key_length': { zh: 'APIv3 密钥必须是 32 个字节', en: 'The APIv3 key has exactly 32 bytes' },
  'channel.platform_key_twice': { zh: '平台公钥编号重复', en: 'A platform key id is given twice' },
  'app.not_found': { zh: '没有这个应用', en: 'There is no such app' },
  'app.id_taken': { zh: '这个 AppID 不能使用', en: 'This app id cannot be used' },
  'app.secret_required': { zh: '请填写 AppSecret', en: 'The app secret is missing' },
  'app.channel_mismatch': { zh: '应用与支付渠道不匹配', en: 'The app does not fit this channel account' },
  'job.not_found': { zh: '没有这个作业', en: 'There is no such job' },
  'job.not_dead': { zh: '这个作业不是死信，不用重试', en: 'This job is not a dead letter' },
} satisfies Messages
