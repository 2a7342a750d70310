import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import { refusal } from '../../kernel/refusals.ts'

/** A picture of a product, checked by content and encoded anew before it is stored. */
export type Image = { id: string; storageName: string; width: number; height: number; bytes: number }

export const imageNotFound = refusal('image.not_found', 404)
export const imageUnreadable = refusal('image.unreadable', 400)
export const imageTooLarge = refusal('image.too_large', 413)

const columns = sql`id, storage_name as "storageName", width, height, bytes`

export async function addImage(tx: Tx, image: Omit<Image, 'id'>): Promise<Image> {
  const id = tx.newId()
  await tx.query(sql`
    insert into image (merchant_id, id, storage_name, width, height, bytes, created_at)
    values (${tx.merchantId}, ${id}, ${image.storageName}, ${image.width}, ${image.height}, ${image.bytes}, ${tx.now})`)
  return { id, ...image }
}

export async function findImage(tx: Tx, id: string): Promise<Image | undefined> {
  return tx.one(sql<Image>`select ${columns} from image where merchant_id = ${tx.merchantId} and id = ${id}`)
}

/** Refuses ids that are not this merchant's images. */
export async function checkImages(tx: Tx, ids: readonly string[]): Promise<void> {
  const rows = await tx.query(sql<{ id: string }>`
    select id from image where merchant_id = ${tx.merchantId} and id = any(${[...ids]}::uuid[])`)
  const known = new Set(rows.map((row) => row.id))
  const missing = ids.find((id) => !known.has(id))
  if (missing) throw imageNotFound({ imageId: missing })
}
