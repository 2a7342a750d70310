import type { BillFile } from '../channels/bill.ts'
import type { BillsPort } from './channels/bills.ts'
import type { Parts } from './parts.ts'

export type StoredBill = BillFile & { name: string; hash: string | undefined }

export type DownloadedBill =
  | { kind: 'stored'; bill: StoredBill }
  | { kind: 'none' }
  | { kind: 'later'; reason: string; detail: string }

const fileBytesMax = 1024 ** 3
/** Alipay says the same of a bill that is being made and of a day without trades. */
const readyHour = 10

/** Fetches a day's bill into the storage, under the hash of what came. Nothing is believed of it yet. */
export async function downloadBill(
  { storage, db }: Pick<Parts, 'storage' | 'db'>,
  port: BillsPort,
  day: string,
): Promise<DownloadedBill> {
  const asked = await port.ask(day)
  if (asked.kind === 'refused')
    return { kind: 'later', reason: 'bill.channel_refused', detail: `${asked.code} ${asked.message}` }
  if (asked.kind === 'unknown')
    return { kind: 'later', reason: 'bill.channel_silent', detail: `${asked.cause} ${asked.detail}` }
  const answer = asked.value
  if (answer.kind === 'creating' || (answer.kind === 'none' && isEarly(day, db.clock.now())))
    return { kind: 'later', reason: 'bill.creating', detail: '' }
  if (answer.kind === 'none') return { kind: 'none' }

  const opened = await port.download(answer)
  if (opened.kind !== 'ok') {
    const detail = opened.kind === 'unknown' ? `${opened.cause} ${opened.detail}` : opened.code
    return { kind: 'later', reason: 'bill.channel_silent', detail }
  }
  try {
    const { name, bytes } = await storage.put(opened.value, fileBytesMax)
    const found = (await storage.find(name))!
    return { kind: 'stored', bill: { name, bytes, hash: answer.hash, open: () => found.open() } }
  } catch (error) {
    return {
      kind: 'later',
      reason: 'bill.channel_silent',
      detail: error instanceof Error ? error.message : '',
    }
  }
}

function isEarly(day: string, now: Date): boolean {
  return now.getTime() < Date.parse(`${day}T00:00:00+08:00`) + (24 + readyHour) * 3_600_000
}
