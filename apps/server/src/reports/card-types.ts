import { sql } from 'kysely'
import type { AnswerOf } from '@sesame/contract/route'
import type { catalogRoutes } from '@sesame/contract/catalog'
import type { Tx } from '../kernel/db.ts'
import { getCardType } from '../modules/card-type/index.ts'

type CardTypeView = AnswerOf<typeof catalogRoutes.addCardType>

/** A merchant has a handful of card types, so they come all at once. */
export async function listCardTypes(tx: Tx): Promise<CardTypeView[]> {
  return tx.query(sql<CardTypeView>`
    select t.id, t.name, t.form, t.face_color as "faceColor", t.named, t.notice,
      (select count(*)::integer from product p
        where p.merchant_id = t.merchant_id and p.card_type_id = t.id) as bundles,
      (select count(*)::integer from card c where c.merchant_id = t.merchant_id and c.type_id = t.id) as cards
    from card_type t where t.merchant_id = ${tx.merchantId} order by t.created_at, t.id limit 500`)
}

export async function getCardTypeView(tx: Tx, id: string): Promise<CardTypeView> {
  const cardType = await getCardType(tx, id)
  const counted = (await listCardTypes(tx)).find((one) => one.id === id)
  return { ...cardType, bundles: counted?.bundles ?? 0, cards: counted?.cards ?? 0 }
}
