/** What a customer's phone shows to pay with. A code of sixteen digits may be a card's as well; the card goes first. */
export const isPayerCode = (code: string): boolean => /^(1[0-5]\d{16}|(2[5-9]|30)\d{14,22})$/.test(code)

export const isLongPayerCode = (code: string): boolean => code.length > 16 && isPayerCode(code)

export const methodsByCode: ReadonlySet<string> = new Set([
  'wechat-barcode',
  'wechat-codepay',
  'alipay-barcode',
])
