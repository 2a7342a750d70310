import type { Storage } from '../../channels/storage/local-disk.ts'
import { cleanPicture } from '../../files/clean-picture.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { addImage as insertImage, imageTooLarge, imageUnreadable } from '../../modules/image/index.ts'

const bytesMax = 5 * 1024 * 1024
const sideMax = 1600

export type AddImage = { merchantId: string; key: string; actor: Actor; base64: string }

/**
 * Checks a picture by its content, encodes it anew as WebP of at most 1600 pixels a side (which drops
 * whatever else was in the file, places included), stores it and records it.
 */
export async function addImage(db: Db, storage: Storage, input: AddImage) {
  const { merchantId, key, actor, base64 } = input
  const picture = await cleanPicture(decode(base64), sideMax)
  if (!picture) throw imageUnreadable()
  const stored = await storage.put(picture.content, bytesMax)
  return inMerchant(db, merchantId, (tx) =>
    once(tx, 'add-image', { key, actor, storageName: stored.name }, async () => {
      const { width, height } = picture
      const image = await insertImage(tx, { storageName: stored.name, width, height, bytes: stored.bytes })
      return { imageId: image.id, width, height }
    }),
  )
}

function decode(base64: string): Buffer {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) throw imageUnreadable()
  const content = Buffer.from(base64, 'base64')
  if (content.length > bytesMax) throw imageTooLarge({ bytesMax })
  return content
}
