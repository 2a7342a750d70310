import type { Readable } from 'node:stream'
import { ok, unknown, type Outcome } from '../outcome.ts'
import type { BillAnswer } from '../bill.ts'
import { openDownload } from '../bill-download.ts'
import { textOf } from '../reading.ts'
import type { AlipayAccount } from './account.ts'
import { openSigned, reading, type AlipayAddress } from './signed-calls.ts'

export type AlipayBills = {
  /** 'YYYY-MM-DD'. Alipay says the same of a bill that is being made and of a day without trades: `none`. */
  ask(day: string): Promise<Outcome<BillAnswer>>
  download(answer: { url: string }): Promise<Outcome<Readable>>
}

const absentCodes = new Set(['isp.bill_not_exist', 'isv.bill_not_exist', 'BILL_NOT_EXIST'])

/** The trade bills of an app's merchant. Where one is kept is good for half a minute. */
export function createAlipayBills(
  account: AlipayAccount,
  address: AlipayAddress,
  now: () => Date,
): AlipayBills {
  const { exec } = openSigned(account, address, now)
  const gateway = new URL(address.gatewayUrl)
  return {
    async ask(day) {
      const bizContent = { bill_type: 'trade', bill_date: day }
      const outcome = await exec('alipay.data.dataservice.bill.downloadurl.query', { bizContent })
      if (outcome.kind === 'refused' && absentCodes.has(outcome.code)) return ok({ kind: 'none' })
      return reading(outcome, (fields): BillAnswer => {
        return { kind: 'ready', url: textOf(fields, 'bill_download_url') }
      })
    },
    async download({ url: text }) {
      const url = URL.canParse(text) ? new URL(text) : undefined
      const isAlipay = url?.hostname.endsWith('.alipay.com') ?? false
      if (!url || (url.origin !== gateway.origin && !isAlipay))
        return unknown('bad-answer', 'a file elsewhere')
      // Alipay still writes http, and serves https.
      if (isAlipay) url.protocol = 'https:'
      return openDownload(url, { accept: '*/*' })
    },
  }
}
