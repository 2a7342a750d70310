import type { FastifyInstance, FastifyRequest } from 'fastify'
import { refuseNotice } from '../../flows/payments/refuse-notice.ts'
import type { RefuseNotice } from '../../flows/payments/refuse-notice.ts'
import type { Compose } from '../compose.ts'

const bodyBytesMax = 256 * 1024

/** Signatures cover the very bytes, and Alipay's content types are odd: whatever it says, bytes are read. */
export function readRaw(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: bodyBytesMax }, (_, bytes, done) =>
    done(null, bytes),
  )
  app.addHook('onRequest', async (request) => {
    // A content type that does not parse would be answered 415 before anybody looked at the signature.
    request.headers['content-type'] = 'application/octet-stream'
  })
}

export function bodyOf(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
}

export async function refuse({ db, log }: Compose, refused: RefuseNotice): Promise<void> {
  const { body: _, ...shown } = refused
  log.warn(shown, 'a notice was refused')
  // It may be anything, and PostgreSQL takes no NUL and no half a character.
  const channelAccountId = refused.channelAccountId.replace(/[^\x21-\x7e]/g, '?').slice(0, 60)
  await refuseNotice(db, { ...refused, channelAccountId })
}
