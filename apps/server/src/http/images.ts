import type { FastifyInstance } from 'fastify'
import { inMerchant } from '../kernel/db.ts'
import { isUuid } from '../kernel/ids.ts'
import { findImage } from '../modules/image/index.ts'
import type { ImageUrls } from '../reports/products.ts'
import type { Compose } from './compose.ts'

/** Product pictures are public, as a shop window is; their ids can't be guessed and never change content. */
export function imageUrlsOf(merchantId: string): ImageUrls {
  return (imageIds) => imageIds.map((id) => `/images/${merchantId}/${id}.webp`)
}

export function serveImages(app: FastifyInstance, { db, storage }: Compose): void {
  app.get<{ Params: { merchantId: string; file: string } }>(
    '/images/:merchantId/:file',
    async (request, reply) => {
      const { merchantId, file } = request.params
      const id = file.replace(/\.webp$/, '')
      const image =
        isUuid(merchantId) && isUuid(id)
          ? await inMerchant(db, merchantId, (tx) => findImage(tx, id))
          : undefined
      const stored = image && (await storage.find(image.storageName))
      if (!stored) return reply.callNotFound()
      return reply
        .type('image/webp')
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('content-length', stored.bytes)
        .send(stored.open())
    },
  )
}
