import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import { documentNotFound } from './rules.ts'

export type Document = {
  id: string
  kind: string
  name: string
  storageName: string
  contentType: 'image/webp' | 'application/pdf'
  bytes: number
  expiresOn: string | null
  uploadedAt: Date
}

const columns = sql`id, kind, name, storage_name as "storageName", content_type as "contentType",
  bytes::integer as bytes, expires_on as "expiresOn", created_at as "uploadedAt"`

export async function insertDocument(tx: Tx, document: Omit<Document, 'id' | 'uploadedAt'>): Promise<string> {
  const id = tx.newId()
  const { kind, name, storageName, contentType, bytes, expiresOn } = document
  await tx.query(sql`
    insert into document (merchant_id, id, kind, name, storage_name, content_type, bytes, expires_on, created_at)
    values (${tx.merchantId}, ${id}, ${kind}, ${name}, ${storageName}, ${contentType}, ${bytes}, ${expiresOn},
      ${tx.now})`)
  return id
}

/** Those that count, the oldest first. */
export async function listDocuments(tx: Tx): Promise<Document[]> {
  return tx.query(sql<Document>`
    select ${columns} from document where merchant_id = ${tx.merchantId} and removed_at is null
    order by created_at, id`)
}

export async function findDocument(tx: Tx, id: string): Promise<Document | undefined> {
  return tx.one(sql<Document>`
    select ${columns} from document where merchant_id = ${tx.merchantId} and id = ${id} and removed_at is null`)
}

/** The file stays, for whoever reviews what was handed in before. */
export async function removeDocument(tx: Tx, id: string): Promise<void> {
  const removed = await tx.one(sql`
    update document set removed_at = ${tx.now}
    where merchant_id = ${tx.merchantId} and id = ${id} and removed_at is null returning true`)
  if (!removed) throw documentNotFound({ documentId: id })
}
