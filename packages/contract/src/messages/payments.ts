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
  'payment.code_unknown': {
    zh: '这不是微信或支付宝的付款码',
    en: 'This is no payment code of WeChat or Alipay',
  },
  'payment.code_waiting': {
    zh: '上一个付款码还在等待用户确认，请先取消',
    en: 'Another code still waits for the customer; cancel it first',
  },
  'payment.not_by_code': { zh: '这不是付款码收款', en: 'This payment was not made by a code' },
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
  'refund.nothing': { zh: '没有可退的金额', en: 'This comes to nothing' },
  'refund.too_much': { zh: '超出了还能退的部分', en: 'This is more than can still be refunded' },
  'refund.too_many': { zh: '一笔付款最多退 50 次', en: 'One payment is refunded in at most 50 parts' },
  'refund.pot_mixed': {
    zh: '最后的次数里还有别的订单付的钱，请先退那一笔',
    en: 'The last visits hold money of another order; refund that one first',
  },
  'refund.line_wrong': { zh: '退款明细与订单不符', en: 'What is to be refunded does not fit the order' },
  'refund.not_waiting': { zh: '这笔退款不在待审核状态', en: 'This refund does not wait for review' },
  'refund.same_person': {
    zh: '不能审核自己发起的退款，请让另一位同事审核',
    en: 'You asked for this refund; somebody else has to approve it',
  },
  'refund.changed': {
    zh: '可退的金额变了，请重新发起',
    en: 'It comes to another amount by now; please ask anew',
  },
  'refund.not_stuck': { zh: '这笔退款没有卡住', en: 'This refund is not stuck' },
  'refund.not_closed': {
    zh: '渠道还没有确认这笔退款已关闭，不能撤销',
    en: 'The channel has not confirmed that it gave nothing back',
  },
  'refund.paid_to_merchant': {
    zh: '渠道已把款退到商户账户，请线下退给用户并上传凭证',
    en: 'The channel paid it to the merchant; pay the customer by hand and show it',
  },
  'refund.not_turnable': {
    zh: '只有微信支付的异常退款可以改退其他账户',
    en: 'Only an abnormal refund at WeChat Pay can go to another account',
  },
  'refund.batch_not_found': { zh: '没有这批退款', en: 'There is no such batch' },
  'refund.batch_not_draft': { zh: '这批退款已经确认或放弃', en: 'This batch was confirmed or discarded' },
  'refund.batch_cash': {
    zh: '现金订单请到收银台逐笔退',
    en: 'Cash is given back at the counter, one order at a time',
  },
  'refund.batch_twice': { zh: '订单号重复', en: 'This number is given twice' },
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
  'channel.operators': {
    zh: '这是平台的收款账户，只有平台能修改',
    en: "This account is the operator's, and only the operator can change it",
  },
  'channel.serial_mismatch': {
    zh: '序列号与证书不一致，请核对后重填',
    en: 'The serial is not that of the certificate',
  },
  'channel.certificate_other_key': {
    zh: '证书与私钥不是一对，请重新选择文件',
    en: 'The certificate does not belong to the private key',
  },
  'channel.alipay_trust_wrong': {
    zh: '支付宝公钥和三份证书，二选一',
    en: "Give either Alipay's public key or the three certificates",
  },
  'channel.certificate_over': { zh: '证书已过期或尚未生效', en: 'The certificate is not valid now' },
  'channel.certificate_expected': {
    zh: '序列号要配平台证书，公钥 ID（PUB_KEY_ID_ 开头）要配公钥',
    en: 'A serial goes with a certificate, and PUB_KEY_ID_… with a public key',
  },
  'channel.refresh_too_soon': {
    zh: '刚刚下载过，请一分钟后再试',
    en: 'Downloaded just now; try again in a minute',
  },
  'channel.not_wechat_pay': { zh: '只有微信支付有平台证书', en: 'Only WeChat Pay has platform certificates' },
  'app.domain_check_wrong': {
    zh: '文件内容与文件名不符，请上传微信给的原文件',
    en: 'The content does not fit the name; upload the file as WeChat gave it',
  },
  'app.domain_check_taken': { zh: '这个校验文件已在别处使用', en: 'This file is in use elsewhere' },
  'app.domain_check_kind': {
    zh: '只有公众号需要域名校验文件',
    en: 'Only official accounts have such a file',
  },
  'payment.default_unfit': {
    zh: '这个渠道账户或应用不支持该支付方式',
    en: 'This account or app cannot carry the method',
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
