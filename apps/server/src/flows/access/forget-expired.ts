import { inGlobal } from '../../kernel/db.ts'
import type { Db, GlobalTx } from '../../kernel/db.ts'
import { forgetRefusedNotices } from '../../modules/notice/index.ts'
import { forgetLoginEvents } from '../../modules/login/index.ts'
import { forgetOauthStates } from '../../modules/oauth-state/index.ts'
import { forgetCodes } from '../../modules/one-time-code/index.ts'
import { forgetSessions } from '../../modules/session/index.ts'

const rows = 1000

/** Logins and tries, codes, authorisations and refused notices that are long over, a thousand in a transaction. */
export async function forgetExpired(db: Db): Promise<void> {
  const forgets = [forgetSessions, forgetCodes, forgetOauthStates, forgetRefusedNotices, forgetLoginEvents]
  for (const forget of forgets) {
    const once = () => inGlobal(db, (tx: GlobalTx) => forget(tx, rows))
    while ((await once()) === rows);
  }
}
