import assert from 'node:assert/strict'
import type { AlipaySdk, IRequestParams } from 'alipay-sdk'
import { ok, unknown, type Outcome } from '../outcome.ts'
import { fieldsOf, textOf, type Fields } from '../reading.ts'
import { shanghaiPlainTime } from '../shanghai-time.ts'
import { sdkOf, type AlipayAccount } from './account.ts'
import { declined, failedExec } from './failed-call.ts'

export type AlipayAddress = { gatewayUrl: string; timeoutMilliseconds?: number }

export type Exec = (method: string, params: IRequestParams) => Promise<Outcome<Fields>>

const timeoutMillisecondsDefault = 5000

/** What every call of one app goes by: signed, and its answer's signature checked. */
export function openSigned(account: AlipayAccount, address: AlipayAddress, now: () => Date) {
  const timeout = address.timeoutMilliseconds ?? timeoutMillisecondsDefault
  const sdk = sdkOf(account, { gatewayUrl: address.gatewayUrl, timeout })
  // The SDK would write the process's local time; Alipay refuses any but Shanghai's.
  const timestamp = () => ({ timestamp: shanghaiPlainTime(now()) })
  const exec: Exec = (method, params) => execSigned(sdk, method, { ...timestamp(), ...params }, timeout)
  return { sdk, exec, timestamp }
}

async function execSigned(
  sdk: AlipaySdk,
  method: string,
  params: IRequestParams,
  timeout: number,
): Promise<Outcome<Fields>> {
  // The SDK's timeout starts again with each chunk, and it repeats a call whose socket broke: this bounds
  // all.
  const deadline = Promise.withResolvers<'late'>()
  const timer = setTimeout(() => deadline.resolve('late'), timeout)
  try {
    const call = sdk.exec(method, params, { validateSign: true })
    call.catch(() => undefined)
    const answer = await Promise.race([call, deadline.promise])
    if (answer === 'late') return unknown('timeout', 'no whole answer')
    const fields = fieldsOf(answer)
    // The token answer is the one that carries no code when it succeeds.
    const done = fields.code === '10000' || (fields.code === undefined && fields.access_token !== undefined)
    return done ? ok(fields) : declined(fields)
  } catch (error) {
    return failedExec(sdk, error)
  } finally {
    clearTimeout(timer)
  }
}

/** A genuine answer about something else must not settle this. */
export function checkEcho(fields: Fields, name: string, asked: string): void {
  assert(textOf(fields, name) === asked, 'the answer is about another number')
}

export function reading<T>(outcome: Outcome<Fields>, read: (fields: Fields) => T): Outcome<T> {
  if (outcome.kind !== 'ok') return outcome
  try {
    return ok(read(outcome.value))
  } catch (error) {
    return unknown('bad-answer', error instanceof Error ? error.message : '')
  }
}
