import { inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { balancesOf } from '../../ledger/index.ts'
import type { Account } from '../../ledger/index.ts'
import { listChannelAccounts } from '../../modules/channel-account/index.ts'
import { merchantOwnHands } from '../../modules/chart/index.ts'
import { countOpenStatements, termsOf } from '../../modules/settlement/index.ts'
import { currentBankAccount, isProven, maskedNumber } from '../../modules/withdrawal/index.ts'
import { fundsOf } from './parts/funds.ts'
import type { Funds } from './parts/funds.ts'

type Reason = 'own-hands' | 'exposed' | 'no-statement' | 'unconfirmed' | 'withdrawn'

/** What a merchant can withdraw now, where it would go, and if nothing: why. */
export async function readFunds(db: Db, merchantId: string) {
  return inMerchant(db, merchantId, async (tx) => {
    const funds = await fundsOf(tx)
    const { reviewAboveFen } = await termsOf(tx)
    return {
      availableFen: funds.availableFen > 0n ? funds.availableFen : 0n,
      exposureFen: funds.availableFen < 0n ? -funds.availableFen : 0n,
      withdrawableFen: funds.withdrawableFen,
      withdrawingFen: funds.withdrawingFen,
      confirmedFen: funds.confirmedFen > 0n ? funds.confirmedFen : 0n,
      reason: await reasonOf(tx, funds),
      reviewAboveFen,
      bankAccount: await describeBankAccount(tx),
    }
  })
}

async function balanceOf(tx: Tx, account: Account): Promise<bigint> {
  return (await balancesOf(tx, [account])).get(account.code) ?? 0n
}

/** Null while something can be withdrawn. */
async function reasonOf(tx: Tx, { availableFen, withdrawableFen, statement }: Funds): Promise<Reason | null> {
  if (withdrawableFen > 0n) return null
  const collecting = (await listChannelAccounts(tx)).some(({ custody }) => custody === 'operator')
  if (!collecting && (await balanceOf(tx, merchantOwnHands())) > 0n) return 'own-hands'
  if (availableFen < 0n) return 'exposed'
  if ((await countOpenStatements(tx)) > 0) return 'unconfirmed'
  return statement ? 'withdrawn' : 'no-statement'
}

export async function describeBankAccount(tx: Tx) {
  const account = await currentBankAccount(tx)
  if (!account) return null
  const { id, holder, bank, numberTail, createdAt } = account
  return { id, holder, bank, number: maskedNumber(numberTail), createdAt, proven: await isProven(tx, id) }
}
