import { sql } from 'kysely'
import type { Tx } from '../../kernel/db.ts'
import { refusal } from '../../kernel/refusals.ts'

export type CardForm = 'visits' | 'stored-value' | 'mixed'

export type CardTypeDraft = {
  name: string
  form: CardForm
  faceColor: string
  named: boolean
  notice: string
}
export type CardType = CardTypeDraft & { id: string }

export const cardTypeNotFound = refusal('card_type.not_found', 404)
export const cardTypeNameTaken = refusal('card_type.name_taken', 409)
/** A form that is sold already decides what its cards hold, so it stays. */
const cardFormMismatch = refusal('card_type.form_mismatch', 409)

const columns = sql`id, name, form, face_color as "faceColor", named, notice`

export async function findCardTypes(tx: Tx, ids: readonly string[]): Promise<Map<string, CardType>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.query(sql<CardType>`
    select ${columns} from card_type
    where merchant_id = ${tx.merchantId} and id = any(${[...new Set(ids)]}::uuid[])`)
  return new Map(rows.map((row) => [row.id, row]))
}

export async function getCardType(tx: Tx, id: string): Promise<CardType> {
  const cardType = (await findCardTypes(tx, [id])).get(id)
  if (!cardType) throw cardTypeNotFound({ cardTypeId: id })
  return cardType
}

export async function addCardType(tx: Tx, draft: CardTypeDraft): Promise<CardType> {
  const id = tx.newId()
  const added = await tx.one(sql<CardType>`
    insert into card_type (merchant_id, id, name, form, face_color, named, notice, created_at)
    values (${tx.merchantId}, ${id}, ${draft.name}, ${draft.form}, ${draft.faceColor}, ${draft.named},
      ${draft.notice}, ${tx.now})
    on conflict (merchant_id, name) do nothing returning ${columns}`)
  if (!added) throw cardTypeNameTaken({ name: draft.name })
  return added
}

/** Refuses a new form once a bundle of this type exists, since its cards would no longer fit. */
export async function editCardType(tx: Tx, id: string, draft: CardTypeDraft): Promise<CardType> {
  const before = await tx.one(sql<CardType>`
    select ${columns} from card_type where merchant_id = ${tx.merchantId} and id = ${id} for update`)
  if (!before) throw cardTypeNotFound({ cardTypeId: id })
  if (before.form !== draft.form && (await hasBundles(tx, id))) throw cardFormMismatch({ form: before.form })
  if (before.name !== draft.name && (await isNameTaken(tx, id, draft.name))) {
    throw cardTypeNameTaken({ name: draft.name })
  }
  await tx.query(sql`
    update card_type set name = ${draft.name}, form = ${draft.form}, face_color = ${draft.faceColor},
      named = ${draft.named}, notice = ${draft.notice}
    where merchant_id = ${tx.merchantId} and id = ${id}`)
  return { id, ...draft }
}

async function hasBundles(tx: Tx, id: string): Promise<boolean> {
  const one = await tx.one(sql`
    select from product where merchant_id = ${tx.merchantId} and card_type_id = ${id} limit 1`)
  return one !== undefined
}

async function isNameTaken(tx: Tx, id: string, name: string): Promise<boolean> {
  const one = await tx.one(sql`
    select from card_type where merchant_id = ${tx.merchantId} and name = ${name} and id <> ${id}`)
  return one !== undefined
}
