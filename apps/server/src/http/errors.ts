import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { messageOf } from '@sesame/contract/messages/index'
import type { Language } from '@sesame/contract/messages/messages'
import { unavailable } from '../kernel/gather.ts'
import { isOutage } from '../kernel/outage.ts'
import { Refusal, refusal } from '../kernel/refusals.ts'
import { badRequest } from './validation.ts'

export const tooMany = refusal('http.too_many', 429)
const notFound = refusal('http.not_found', 404)
const tooLarge = refusal('http.too_large', 413)
const internal = refusal('http.internal', 500)

/** Every error leaves in one shape; of a bug only its number does. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refused = refusalOf(error)
  if (refused.status >= 500) request.log.error({ err: error, url: request.url }, refused.code)
  return reply
    .code(refused.status)
    .type('application/json; charset=utf-8')
    .send(
      JSON.stringify({
        code: refused.code,
        message: messageOf(refused.code, languageOf(request)),
        ...(refused.details && { details: refused.details }),
        requestId: request.id,
      }),
    )
}

export function answerNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return answerError(notFound(), request, reply)
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  const { statusCode, code = '' } = error as Partial<FastifyError>
  if (isBusyDatabase(code, error)) return unavailable()
  if (statusCode === 413) return tooLarge()
  if (statusCode === 429) return tooMany()
  if (statusCode === 503) return unavailable()
  if (statusCode === 404) return notFound()
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return badRequest({ fields: [{ field: 'request', problem: problems[code] ?? 'cannot be read' }] })
  return internal()
}

const problems: Record<string, string> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'must be application/json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'a JSON body is expected',
  FST_ERR_BAD_URL: 'the address cannot be read',
}

/** An outage, a statement that took too long, a quarrel that did not end: worth a later try. */
function isBusyDatabase(code: string, error: unknown): boolean {
  return isOutage(error) || ['57014', '40001', '40P01'].includes(code)
}

export function languageOf(request: FastifyRequest): Language {
  return /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh'
}
