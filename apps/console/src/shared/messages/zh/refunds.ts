export const refunds = {
  purpose: '退出去的每一笔钱：为什么退、到哪一步。',
  search: '订单号或退款单号',
  empty: '在订单详情里发起退款。',
  amount: '退款金额',
  order: '订单号',
  number: '退款单号',
  reason: '原因',
  cause: '由来',
  state: '状态',
  createdAt: '发起时间',
  succeededAt: '到账时间',
  problem: '问题',
} as const
