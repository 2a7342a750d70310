import type { Messages } from './messages.ts'

export const kernelMessages = {
  'http.bad_request': { zh: '请求内容不正确', en: 'The request is not valid' },
  'http.bad_cursor': {
    zh: '翻页标记不正确，请从第一页开始',
    en: 'The cursor is not valid; start from the first page',
  },
  'http.bad_day': { zh: '日期不正确', en: 'There is no such day' },
  'http.not_found': { zh: '没有这个地址', en: 'There is nothing here' },
  'http.unauthorized': { zh: '请先登录', en: 'Please log in first' },
  'http.forbidden': { zh: '没有权限', en: 'You do not have this permission' },
  'http.too_large': { zh: '内容太大', en: 'The request is too large' },
  'http.too_many': { zh: '操作太频繁，请稍后再试', en: 'Too many requests, please try again later' },
  'http.unavailable': { zh: '系统繁忙，请稍后再试', en: 'Busy, please try again later' },
  'http.internal': { zh: '系统出错了，请把编号告诉我们', en: 'Something broke; please tell us the number' },
  'http.key_required': { zh: '缺少 Idempotency-Key', en: 'Idempotency-Key is missing' },
  'command.key_reused': { zh: '同一编号用于了不同的操作', en: 'This key was used for another command' },
  'record.not_found': { zh: '没有找到', en: 'Not found' },
} satisfies Messages
