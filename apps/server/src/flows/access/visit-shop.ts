import { batched } from '../../kernel/batch.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import type { Vault } from '../../kernel/secrets.ts'
import { customerOfPerson, findIdsOfPersons } from '../../modules/customer/index.ts'

type Visit = { merchantId: string; personId: string }

/** Answers the customer row of this person at this merchant; the first visit makes it, once. */
export async function visitShop(parts: { db: Db; vault: Vault }, visit: Visit): Promise<string> {
  const known = await knownOf(parts, visit)
  if (known !== undefined) return known
  return inMerchant(parts.db, visit.merchantId, (tx) => customerOfPerson(tx, parts.vault, visit.personId))
}

/** Nearly all have been here before; those who come together are looked up together. */
const knownOf = batched<{ db: Db }, Visit, string | undefined>(async (tx, visits) => {
  const found = await findIdsOfPersons(tx, [...new Set(visits.map(({ personId }) => personId))])
  return visits.map(({ personId }) => ({ answer: found.get(personId) }))
})
