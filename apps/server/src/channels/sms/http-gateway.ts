import { callHttp, parseAnswer } from '../http.ts'
import { ok, refused, unknown, type Outcome } from '../outcome.ts'
import { fieldsOf, optionalText, textOf } from '../reading.ts'
import type { SmsPort } from './port.ts'

export type SmsGateway = { baseUrl: string; bearerToken?: string; timeoutMilliseconds?: number }

const timeoutMillisecondsDefault = 5000

/**
 * A plain gateway: `POST /messages {mobile, text, template, reference}` gives `{id}`. The sandbox speaks
 * it.
 */
export function createSmsGateway(gateway: SmsGateway): SmsPort {
  const authorization: Record<string, string> =
    gateway.bearerToken === undefined ? {} : { authorization: `Bearer ${gateway.bearerToken}` }
  return {
    async send({ mobile, text, template, reference }) {
      const outcome = await callHttp({
        url: new URL('/messages', gateway.baseUrl),
        method: 'POST',
        headers: { 'content-type': 'application/json', ...authorization },
        body: JSON.stringify({ mobile, text, template, reference }),
        timeoutMilliseconds: gateway.timeoutMilliseconds ?? timeoutMillisecondsDefault,
      })
      return outcome.kind === 'ok' ? readAnswer(outcome.value.status, parseAnswer(outcome.value)) : outcome
    },
  }
}

function readAnswer(status: number, answer: unknown): Outcome<{ messageId: string }> {
  try {
    const fields = fieldsOf(answer)
    if (status < 300) return ok({ messageId: textOf(fields, 'id') })
    if (status >= 400) return refused(textOf(fields, 'code'), optionalText(fields, 'message') ?? '', status)
  } catch {
    // Falls through: whatever it was, it is not the documented answer.
  }
  return unknown('bad-answer', `HTTP ${status}`)
}
