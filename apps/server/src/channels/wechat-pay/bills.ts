import { createSign, randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import { ok, unknown, type Outcome } from '../outcome.ts'
import type { BillAnswer } from '../bill.ts'
import { openDownload } from '../bill-download.ts'
import { readPrivateKey } from '../keys.ts'
import { oneOf, textOf } from '../reading.ts'
import type { WechatPayAccount } from './account.ts'
import { reading, sender, type WechatPayAddress } from './signed-calls.ts'

export type WechatBills = {
  /** 'YYYY-MM-DD'; ready after ten in the morning of the next day. */
  ask(day: string): Promise<Outcome<BillAnswer>>
  download(answer: { url: string }): Promise<Outcome<Readable>>
}

/** The trade bills of a merchant number. Where one is kept is told for five minutes. */
export function createWechatBills(account: WechatPayAccount, address: WechatPayAddress): WechatBills {
  const send = sender(account, address)
  const base = new URL(address.baseUrl)
  return {
    async ask(day) {
      const asked = new URLSearchParams({ bill_date: day, bill_type: 'ALL', tar_type: 'GZIP' })
      if (account.partner) asked.set('sub_mchid', account.partner.subMchId)
      const path = `/v3/bill/tradebill?${asked}`
      const outcome = await send({ method: 'GET', path })
      if (outcome.kind === 'refused' && outcome.code === 'NO_STATEMENT_EXIST') return ok({ kind: 'none' })
      if (outcome.kind === 'refused' && outcome.code === 'STATEMENT_CREATING') return ok({ kind: 'creating' })
      return reading(outcome, (fields): BillAnswer => {
        oneOf(fields, 'hash_type', ['SHA1'])
        return { kind: 'ready', url: textOf(fields, 'download_url'), hash: textOf(fields, 'hash_value') }
      })
    },
    async download({ url: text }) {
      const url = URL.canParse(text) ? new URL(text) : undefined
      // Signed by us and sent to wherever it says: only ever to the channel itself.
      if (url?.origin !== base.origin) return unknown('bad-answer', 'a file elsewhere')
      return openDownload(url, {
        accept: '*/*',
        'user-agent': 'sesame',
        authorization: authorizationOf(account, `${url.pathname}${url.search}`),
      })
    },
  }
}

/** The plugin reads whole answers into memory, so what is streamed is signed here. */
function authorizationOf(account: WechatPayAccount, path: string): string {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const nonce = randomBytes(16).toString('hex')
  const text = `GET\n${path}\n${timestamp}\n${nonce}\n\n`
  const signature = createSign('RSA-SHA256').update(text).sign(readPrivateKey(account.privateKey), 'base64')
  const parts = {
    mchid: account.mchId,
    nonce_str: nonce,
    signature,
    timestamp,
    serial_no: account.certificateSerial,
  }
  const written = Object.entries(parts).map(([name, value]) => `${name}="${value}"`)
  return `WECHATPAY2-SHA256-RSA2048 ${written.join(',')}`
}
