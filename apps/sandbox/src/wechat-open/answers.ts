import { hex } from '../identifiers.ts'
import type { Outgoing } from '../listen.ts'

/** An error of the open platform: HTTP 200 all the same, with an errcode. */
export class OpenRefusal extends Error {
  readonly errcode: number

  constructor(errcode: number, message: string) {
    super(message)
    this.errcode = errcode
  }

  answer(): Outgoing {
    return plain({ errcode: this.errcode, errmsg: `${this.message} rid: ${hex(4)}-${hex(4)}-${hex(4)}` })
  }
}

/** JSON that calls itself text, as /sns/* does: clients that trust the header do not parse it. */
export const plain = (value: unknown): Outgoing => ({
  status: 200,
  headers: { 'content-type': 'text/plain' },
  body: JSON.stringify(value),
})

export const invalidCode = (): OpenRefusal => new OpenRefusal(40029, 'invalid code')
export const usedCode = (): OpenRefusal => new OpenRefusal(40163, 'code been used')
export const invalidOpenid = (): OpenRefusal => new OpenRefusal(40003, 'invalid openid')
export const systemBusy = (): OpenRefusal => new OpenRefusal(-1, 'system error')
