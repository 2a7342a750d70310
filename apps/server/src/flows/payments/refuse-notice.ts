import { createHash } from 'node:crypto'
import { inGlobal } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { insertRefusedNotice } from '../../modules/notice/index.ts'

export type RefuseNotice = {
  provider: string
  channelAccountId: string
  reason: string
  ip: string
  body: Buffer
}

/** Keeps that it came, and a hash of it: nothing of a forgery is believed, and its text may be anything. */
export async function refuseNotice(db: Db, { body, ...refused }: RefuseNotice): Promise<void> {
  const bodyHash = createHash('sha256').update(body).digest('hex')
  await inGlobal(db, (tx) => insertRefusedNotice(tx, { ...refused, bodyHash }))
}
