import type { FastifyInstance } from 'fastify'
import { readDomainCheck } from '../flows/money/save-domain-check.ts'
import { answerNotFound } from './errors.ts'

/** What WeChat asks for at the root of the host, to see that it is an official account's own (A10). */
export function serveDomainChecks(app: FastifyInstance): void {
  app.get('/:file(^MP_verify_[0-9A-Za-z]{16}\\.txt$)', async (request, reply) => {
    const { file } = request.params as { file: string }
    const code = await readDomainCheck(app.compose.db, file)
    if (code === undefined) return answerNotFound(request, reply)
    return reply.type('text/plain; charset=utf-8').header('cache-control', 'no-cache').send(code)
  })
}
