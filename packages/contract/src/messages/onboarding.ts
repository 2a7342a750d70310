import type { Messages } from './messages.ts'

export const onboardingMessages = {
  'access.merchant_not_open': {
    zh: '商户还没有通过入驻审核',
    en: 'The merchant is not approved yet',
  },
  'application.not_found': { zh: '没有找到入驻申请', en: 'No such application' },
  'application.incomplete': {
    zh: '资料还不完整或有误，请按提示补充',
    en: 'Something is missing or wrong; see the marked fields',
  },
  'application.fixed': {
    zh: '资料已提交，审核结束前不能修改',
    en: 'It was handed in and cannot be changed now',
  },
  'application.not_waiting': { zh: '申请不在待审核状态', en: 'It does not wait for a review' },
  'application.field_unknown': { zh: '没有这个资料项', en: 'No such field' },
  'application.reasons_missing': {
    zh: '驳回时请写明原因；通过时不需要原因',
    en: 'A rejection needs a reason, an approval none',
  },
  'document.not_found': { zh: '没有找到证照', en: 'No such document' },
  'document.unreadable': {
    zh: '文件不是有效的图片或 PDF（PDF 不能加密，最多 50 页）',
    en: 'Not a valid picture or PDF (not encrypted, at most 50 pages)',
  },
  'document.too_large': { zh: '文件不能超过 10 MB', en: 'At most 10 MB' },
  'document.kind_unknown': { zh: '不需要这种证照', en: 'No such document is asked for' },
  'document.too_many': { zh: '同一种证照最多 9 份', en: 'At most nine of a kind' },
  'document.date_wrong': {
    zh: '请填写将来的到期日；没有有效期的证照不填',
    en: 'A date of expiry in the future, and none for documents without',
  },
  'merchant-type.not_found': { zh: '没有这种商户类型', en: 'No such merchant type' },
  'merchant-type.code_taken': { zh: '代码已被使用', en: 'This code is taken' },
  'merchant-type.form_wrong': {
    zh: '资料项有误：代码不能重复，选择项须有互不相同的选项',
    en: 'The form is wrong: keys must differ, and a choice needs different choices',
  },
} satisfies Messages
