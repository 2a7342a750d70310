/** Every job's name and payload. What belongs to a merchant starts with merchantId; payloads carry ids only. */
export interface JobPayloads {
  'audit.chain': { merchantId: string }
  /** An unpaid order whose time is over, or whose buyer gave it up: closed at the channel first. */
  'order.expire': { merchantId: string; orderId: string }
  'message.send': { merchantId: string; messageId: string }
}

export type JobName = keyof JobPayloads
