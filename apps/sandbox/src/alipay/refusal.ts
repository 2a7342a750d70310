/** A failure as the gateway writes it: `code` for the class, `sub_code` for the reason. */
export class GatewayRefusal extends Error {
  readonly code: string
  readonly subCode: string

  constructor(code: string, subCode: string, subMessage: string) {
    super(subMessage)
    this.code = code
    this.subCode = subCode
  }

  content(): Record<string, unknown> {
    return { code: this.code, msg: messages[this.code], sub_code: this.subCode, sub_msg: this.message }
  }
}

const messages: Record<string, string> = {
  20000: 'Service Currently Unavailable',
  20001: 'Insufficient Token Permissions',
  40001: 'Missing Required Arguments',
  40002: 'Invalid Arguments',
  40003: 'Insufficient Conditions',
  40004: 'Business Failed',
}

export const missing = (subCode: string, message: string): GatewayRefusal =>
  new GatewayRefusal('40001', subCode, message)
export const invalid = (subCode: string, message: string): GatewayRefusal =>
  new GatewayRefusal('40002', subCode, message)
export const failed = (subCode: string, message: string): GatewayRefusal =>
  new GatewayRefusal('40004', `ACQ.${subCode}`, message)

export const invalidParameter = (what: string): GatewayRefusal =>
  failed('INVALID_PARAMETER', `参数无效：${what}`)
export const tradeNotExist = (): GatewayRefusal => failed('TRADE_NOT_EXIST', '交易不存在')
export const tradeStatusError = (): GatewayRefusal => failed('TRADE_STATUS_ERROR', '交易状态不合法')
export const unavailable = (): GatewayRefusal => new GatewayRefusal('20000', 'isp.unknow-error', '系统繁忙')
