/** Every job's name and payload. What belongs to a merchant starts with merchantId; payloads carry ids only. */
export interface JobPayloads {
  'audit.chain': { merchantId: string }
  /** An unpaid order whose time is over, or whose buyer gave it up: closed at the channel first. */
  'order.expire': { merchantId: string; orderId: string }
  'payment.poll': { merchantId: string; attemptId: string }
  'refund.submit': { merchantId: string; refundId: string }
  'refund.poll': { merchantId: string; refundId: string }
  'refund.batch': { merchantId: string; batchId: string }
  'notice.match': { merchantId: string }
  /** A part of what an order paid goes to others: carried out, or asked about. */
  'share.push': { merchantId: string; shareId: string }
  /** Money to a person: sent, or asked about, with the same number. */
  'payout.push': { merchantId: string; payoutId: string }
  'message.send': { merchantId: string; messageId: string }
  /** What one batch had to tell. */
  'message.send-each': { merchantId: string; messageIds: string[] }
  /** WeChat keeps what a mini-program took frozen until the delivery is reported. */
  'shipping.report': { merchantId: string; attemptId: string }
  /** A day's bill of a channel account is downloaded, compared and booked. */
  'bill.reconcile': { merchantId: string; channelAccountId: string; day: string; askedBy: string }
  /** What did not agree and can be set right without anybody. */
  'bill.resolve': { merchantId: string; channelAccountId: string; day: string }
  /** The statements of all periods that are over and reconciled. */
  'settlement.make': { merchantId: string }
  /** WeChat Pay's, for an account of a merchant's own, or of the operator's where no merchant is named. */
  'certificates.refresh': { accountId: string; merchantId: string | null }
  'keys.forget': { merchantId: string }
  /** Two records turned out to be one person: one more job for each merchant that knows them. */
  'person.spread': { personId: string }
  'person.repoint': { merchantId: string; personId: string }
  /** Timers ask which merchants have something to do, and enqueue it for each. */
  'timer.audit': object
  'timer.sweep': object
  'timer.sharing': object
  'timer.bills': object
  'timer.settlement': object
  'timer.certificates': object
  'timer.forget': object
}

export type JobName = keyof JobPayloads

/** What people read in the operator's console. */
export const jobTitles: Readonly<Record<JobName, string>> = {
  'audit.chain': '串联操作日志',
  'order.expire': '订单超时关闭',
  'payment.poll': '查询支付结果',
  'refund.submit': '提交退款',
  'refund.poll': '查询退款结果',
  'refund.batch': '批量退款',
  'notice.match': '匹配支付通知',
  'payout.push': '提交或查询付款',
  'share.push': '分账或查询分账',
  'message.send': '发送订阅消息',
  'message.send-each': '发送一批订阅消息',
  'shipping.report': '上报发货信息',
  'bill.reconcile': '下载账单并对账',
  'bill.resolve': '自动处理对账差异',
  'settlement.make': '出结算单',
  'certificates.refresh': '更新平台证书',
  'keys.forget': '清理幂等编号',
  'person.spread': '通知用户合并',
  'person.repoint': '合并用户档案',
  'timer.audit': '定时：操作日志',
  'timer.sweep': '定时：查漏补缺',
  'timer.sharing': '定时：到点分账',
  'timer.bills': '定时：对账',
  'timer.settlement': '定时：结算',
  'timer.certificates': '定时：平台证书',
  'timer.forget': '定时：清理过期数据',
}
