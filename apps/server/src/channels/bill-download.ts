import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { ok, unknown, type Outcome } from './outcome.ts'

const timeoutMilliseconds = 10 * 60_000

/** Opens a bill's file. What it holds is proven by its hash or check sum only: the answer is not signed. */
export async function openDownload(url: URL, headers: Record<string, string>): Promise<Outcome<Readable>> {
  try {
    const answer = await fetch(url, {
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMilliseconds),
    })
    if (answer.status === 200 && answer.body) {
      // The two types of one stream differ in what they promise of its chunks only.
      return ok(Readable.fromWeb(answer.body as unknown as ReadableStream<Uint8Array>))
    }
    await answer.body?.cancel()
    return unknown(answer.status >= 500 ? 'server-error' : 'bad-answer', `HTTP ${answer.status}`)
  } catch {
    return unknown('network', 'no file')
  }
}
