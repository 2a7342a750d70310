import { json } from '../listen.ts'
import type { Outgoing } from '../listen.ts'

/** An error as WeChat Pay v3 writes it. */
export class PayRefusal extends Error {
  readonly status: number
  readonly code: string
  readonly detail: Record<string, unknown> | undefined

  constructor(status: number, code: string, message: string, detail?: Record<string, unknown>) {
    super(message)
    this.status = status
    this.code = code
    this.detail = detail
  }

  answer(): Outgoing {
    const detail = this.detail === undefined ? {} : { detail: this.detail }
    return json(this.status, { code: this.code, message: this.message, ...detail })
  }
}

export const invalidRequest = (message: string): PayRefusal => new PayRefusal(400, 'INVALID_REQUEST', message)
export const orderPaid = (): PayRefusal => new PayRefusal(400, 'ORDER_PAID', '该订单已支付')
export const orderClosed = (): PayRefusal => new PayRefusal(400, 'ORDER_CLOSED', '该订单已关闭')
export const orderNotExist = (): PayRefusal => new PayRefusal(404, 'ORDER_NOT_EXIST', '订单不存在')
export const systemError = (): PayRefusal => new PayRefusal(500, 'SYSTEM_ERROR', '系统异常，请稍后重试')
export const frequencyLimited = (): PayRefusal =>
  new PayRefusal(429, 'FREQUENCY_LIMITED', '频率超限，请降低请求接口频率')

export function paramError(field: string, value: unknown, issue: string, location = 'body'): PayRefusal {
  const detail = { field, value: value === undefined ? '' : String(value), issue, location }
  return new PayRefusal(400, 'PARAM_ERROR', issue, detail)
}
