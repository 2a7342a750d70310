import { audit } from '../../kernel/audit.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { Db } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import { cashLimitOf, findCashRule, saveCashLimit, saveCashRule } from '../../modules/cash/index.ts'
import type { CashRule } from '../../modules/cash/index.ts'
import { getStaff } from '../../modules/staff/index.ts'

type By = { merchantId: string; key: string; actor: Actor }

/** How much cash anybody may hold, and whether two persons hand it over. Counts from the next cash on. */
export async function setCashRule(db: Db, input: By & { rule: CashRule }): Promise<CashRule> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'set-cash-rule', input, async () => {
      const { merchantId, actor, rule } = input
      const before = await findCashRule(tx)
      await saveCashRule(tx, rule)
      const subject = { subjectKind: 'merchant', subjectId: merchantId }
      await audit(tx, { actor, action: 'cash.rule_set', ...subject, before, after: rule })
      return rule
    }),
  )
}

/** One person's own limit, or the merchant's again. */
export async function setCashLimit(
  db: Db,
  input: By & { staffId: string; limitFen: bigint | null },
): Promise<{ staffId: string }> {
  return inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'set-cash-limit', input, async () => {
      const { actor, staffId, limitFen } = input
      await getStaff(tx, staffId)
      const before = { limitFen: await cashLimitOf(tx, staffId) }
      await saveCashLimit(tx, staffId, limitFen)
      const subject = { subjectKind: 'staff', subjectId: staffId }
      await audit(tx, { actor, action: 'cash.limit_set', ...subject, before, after: { limitFen } })
      return { staffId }
    }),
  )
}
