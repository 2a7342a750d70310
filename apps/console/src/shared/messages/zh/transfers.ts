export const transfers = {
  open: '查看分录',
  title: '背后的分录',
  purpose: '每一笔都是复式记账：一边记借，一边记贷，金额相等，从不修改。',
  empty: '还没有分录',
  debit: '借',
  credit: '贷',
  undoes: '冲回之前的一笔',
} as const
