import type { Storage } from '../../channels/storage/local-disk.ts'
import { cleanPdf } from '../../files/clean-pdf.ts'
import { cleanPicture } from '../../files/clean-picture.ts'
import { audit } from '../../kernel/audit.ts'
import { businessDay } from '../../kernel/clock.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import { actorOf } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import {
  checkEditable,
  documentDateWrong,
  documentKindUnknown,
  documentsOfKindMax,
  documentsTooMany,
  documentTooLarge,
  documentUnreadable,
  insertDocument,
  listDocuments,
  lockApplication,
  removeDocument,
} from '../../modules/application/index.ts'
import { findMerchantType } from '../../modules/merchant-type/index.ts'

const bytesMax = 10 * 1024 * 1024
/** Small print stays readable. */
const sideMax = 3000

export type HandIn = {
  key: string
  caller: StaffCaller
  kind: string
  name: string
  expiresOn?: string | null | undefined
  base64: string
}

/** A picture or PDF of a kind that the type asks for, checked by its content and written anew before it is kept. */
export async function handInDocument(
  { db, storage }: { db: Db; storage: Storage },
  { key, caller, kind, name, expiresOn = null, base64 }: HandIn,
): Promise<{ documentId: string }> {
  const file = await clean(decode(base64))
  const stored = await storage.put(file.content, 2 * bytesMax)
  const actor = actorOf(caller)
  return inMerchant(db, caller.merchantId, (tx) =>
    once(
      tx,
      'hand-in-document',
      { key, actor, kind, name, expiresOn, storageName: stored.name },
      async () => {
        const application = await lockApplication(tx)
        // An approved merchant may hand in the successor of a document that expires.
        if (application.state !== 'approved') checkEditable(application)
        await checkKind(tx, application.documentKinds ?? (await kindsOf(tx, application.typeCode)), {
          kind,
          expiresOn,
        })
        const { contentType } = file
        const document = { kind, name, expiresOn, contentType, storageName: stored.name, bytes: stored.bytes }
        const documentId = await insertDocument(tx, document)
        await audit(tx, {
          actor,
          action: 'document.added',
          subjectKind: 'document',
          subjectId: documentId,
          after: { kind, expiresOn, bytes: stored.bytes },
        })
        return { documentId }
      },
    ),
  )
}

/** Of an application that is not with the operator. */
export async function takeBackDocument(
  db: Db,
  { key, caller, documentId }: { key: string; caller: StaffCaller; documentId: string },
): Promise<void> {
  const actor = actorOf(caller)
  await inMerchant(db, caller.merchantId, (tx) =>
    once(tx, 'take-back-document', { key, actor, documentId }, async () => {
      checkEditable(await lockApplication(tx))
      await removeDocument(tx, documentId)
      await audit(tx, { actor, action: 'document.removed', subjectKind: 'document', subjectId: documentId })
      return {}
    }),
  )
}

function decode(base64: string): Buffer {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) throw documentUnreadable()
  const content = Buffer.from(base64, 'base64')
  if (content.length > bytesMax) throw documentTooLarge({ bytesMax })
  return content
}

async function clean(
  content: Buffer,
): Promise<{ content: Buffer; contentType: 'image/webp' | 'application/pdf' }> {
  const picture = await cleanPicture(content, sideMax)
  if (picture) return { content: picture.content, contentType: 'image/webp' }
  const pdf = await cleanPdf(content)
  if (!pdf) throw documentUnreadable()
  return { content: pdf, contentType: 'application/pdf' }
}

type Kind = { key: string; expires: boolean }

async function kindsOf(tx: Tx, typeCode: string | null): Promise<Kind[]> {
  const type = typeCode === null ? undefined : await findMerchantType(tx, typeCode)
  return type?.documents ?? []
}

async function checkKind(
  tx: Tx,
  kinds: readonly Kind[],
  { kind, expiresOn }: { kind: string; expiresOn: string | null },
): Promise<void> {
  const asked = kinds.find(({ key }) => key === kind)
  if (!asked) throw documentKindUnknown({ kind })
  if (asked.expires !== (expiresOn !== null)) throw documentDateWrong({ kind })
  if (expiresOn !== null && expiresOn <= businessDay(tx.now)) throw documentDateWrong({ kind })
  const those = (await listDocuments(tx)).filter((document) => document.kind === kind)
  if (those.length >= documentsOfKindMax) throw documentsTooMany({ kind, most: documentsOfKindMax })
}
