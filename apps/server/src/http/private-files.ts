import type { FastifyInstance } from 'fastify'
import { checkLink, signLink } from '../channels/storage/signed-link.ts'
import { inMerchant } from '../kernel/db.ts'
import { isUuid } from '../kernel/ids.ts'
import { findDocument } from '../modules/application/index.ts'
import type { LinkTo } from '../reports/applications.ts'
import type { Compose } from './compose.ts'

const goodMilliseconds = 5 * 60_000

const pathOf = (merchantId: string, documentId: string) => `/documents/${merchantId}/${documentId}`

/** Links to documents of a merchant, good for five minutes, for whoever has them. */
export function documentLinks({ db, vault }: Compose, merchantId: string): LinkTo {
  const expiresAt = new Date(db.clock.now().getTime() + goodMilliseconds)
  return (documentId) => signLink(vault.linkKey, pathOf(merchantId, documentId), expiresAt)
}

/** Files that only a signed link opens; nothing of them is kept on the way. */
export function servePrivateFiles(app: FastifyInstance, { db, storage, vault }: Compose): void {
  app.get<{ Params: { merchantId: string; id: string }; Querystring: Record<string, unknown> }>(
    '/documents/:merchantId/:id',
    async (request, reply) => {
      const { merchantId, id } = request.params
      if (!isUuid(merchantId) || !isUuid(id)) return reply.code(404).send()
      const { expires, signature } = request.query
      const link = { path: pathOf(merchantId, id), expires, signature }
      if (checkLink(vault.linkKey, link, db.clock.now()) !== 'good') return reply.code(404).send()
      const document = await inMerchant(db, merchantId, (tx) => findDocument(tx, id))
      const stored = document && (await storage.find(document.storageName))
      if (!stored) return reply.code(404).send()
      return reply
        .type(document.contentType)
        .header('cache-control', 'private, no-store')
        .header('content-disposition', 'inline')
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('content-length', stored.bytes)
        .send(stored.open())
    },
  )
}
