import type { Store } from './store.ts'

export const providers = ['wechat-pay', 'alipay', 'wechat-open', 'sms'] as const
export type Provider = (typeof providers)[number]

/** What is wrong with one sending of a notice; the next sending is right again unless the fault is still on. */
export const flaws = ['bad-signature', 'unknown-key', 'stale', 'signtest', 'amount-tampered'] as const
export type Flaw = (typeof flaws)[number]

export const faultNames = {
  'notice-twice': '通知同时发两次',
  'notice-late': '通知迟到',
  'notice-never': '通知不发',
  'notice-before-answer': '通知先于下单（或退款）的应答',
  'notice-bad-signature': '通知签名错误',
  'notice-unknown-key': '通知用未知密钥签名',
  'notice-stale': '通知时间戳过期',
  'notice-signtest': '签名探测 SIGNTEST',
  'notice-amount-tampered': '通知里金额被改',
  'answer-lost': '办成之后断开连接',
  'error-after-accept': '办成之后答 500',
  slow: '应答很慢（超过超时）',
  'rate-limit': '限频 429',
  'paid-while-closing': '关单时刚好付款',
  'paid-after-reverse': '撤销之后又付款成功',
  'reverse-recall': '撤销要求重新调用',
  'refund-stuck': '退款一直处理中',
  'refund-abnormal': '退款异常',
  'refund-closed': '退款关闭',
  'bill-creating': '账单一直在生成',
  'bill-truncated': '账单缺了尾巴',
  'bill-wrong-hash': '账单摘要不对',
  'bill-other-encoding': '账单换了编码',
  'bill-column-missing': '账单少一列',
  'transfer-no-money': '付款账户没钱',
  'transfer-stuck': '转账一直受理中',
  'transfer-fail': '转账失败（收款账户异常）',
  'sharing-stuck': '分账一直处理中',
  'sharing-closed': '分账接收方收不了',
  'return-stuck': '分账回退一直处理中',
  'return-failed': '分账回退失败（接收方没钱）',
  'invalid-token': 'access_token 失效',
  busy: '系统繁忙',
} as const
export type FaultName = keyof typeof faultNames

const payFaults: FaultName[] = [
  'notice-twice',
  'notice-late',
  'notice-never',
  'notice-before-answer',
  'notice-bad-signature',
  'notice-unknown-key',
  'notice-stale',
  'notice-signtest',
  'notice-amount-tampered',
  'answer-lost',
  'error-after-accept',
  'slow',
  'rate-limit',
  'paid-while-closing',
  'paid-after-reverse',
  'reverse-recall',
  'refund-stuck',
  'refund-abnormal',
  'refund-closed',
  'bill-creating',
  'bill-truncated',
  'bill-wrong-hash',
  'bill-other-encoding',
  'bill-column-missing',
  'transfer-no-money',
  'transfer-stuck',
  'transfer-fail',
  'sharing-stuck',
  'sharing-closed',
  'return-stuck',
  'return-failed',
]

export const faultsOf: Record<Provider, FaultName[]> = {
  'wechat-pay': payFaults,
  // Alipay refunds at once, so there is nothing to be stuck or closed; it sends no signature probes and no hashes.
  alipay: payFaults.filter(
    (name) =>
      !['notice-signtest', 'refund-stuck', 'refund-closed', 'bill-wrong-hash'].includes(name) &&
      !/^(sharing|return)-/.test(name),
  ),
  'wechat-open': ['slow', 'rate-limit', 'busy', 'invalid-token', 'answer-lost'],
  sms: ['slow', 'rate-limit', 'busy', 'answer-lost'],
}

export type Fault = {
  provider: Provider
  fault: FaultName
  /** Only this mchid or app id; every one when absent. */
  merchant?: string
  /** Only this operation (create, query, close, refund, …); every one when absent. */
  on?: string
  /** The next so many; until switched off when absent. */
  count?: number
  /** How long `slow` and `notice-late` wait. */
  milliseconds?: number
}

export type Occasion = { provider: Provider; merchant: string; on?: string }

export type Faults = {
  put(fault: Fault): void
  list(): Fault[]
  clear(): void
  /** The fault if it is on for this occasion; counts it down. */
  take(fault: FaultName, occasion: Occasion): Fault | undefined
}

const keyOf = (fault: Fault): string =>
  [fault.provider, fault.fault, fault.merchant ?? '', fault.on ?? ''].join('|')

export function makeFaults(store: Store): Faults {
  const faults = store.collection<Fault>('fault')
  const list = (): Fault[] => faults.latest(1000)

  return {
    list,
    clear: () => list().forEach((fault) => faults.remove(keyOf(fault))),
    put: (fault) => {
      if (fault.count === 0) faults.remove(keyOf(fault))
      else faults.save(keyOf(fault), fault, fault.provider)
    },
    take: (name, occasion) => {
      const found = faults
        .ofOwner(occasion.provider)
        .find(
          (fault) =>
            fault.fault === name &&
            (fault.merchant === undefined || fault.merchant === occasion.merchant) &&
            (fault.on === undefined || fault.on === occasion.on),
        )
      if (found?.count === 1) faults.remove(keyOf(found))
      else if (found?.count !== undefined)
        faults.save(keyOf(found), { ...found, count: found.count - 1 }, found.provider)
      return found
    },
  }
}
