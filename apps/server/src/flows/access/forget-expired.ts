import { inGlobal } from '../../kernel/db.ts'
import type { Db, GlobalTx } from '../../kernel/db.ts'
import { forgetRefusedNotices } from '../../modules/notice/index.ts'
import { forgetOauthStates } from '../../modules/oauth-state/index.ts'
import { forgetCodes } from '../../modules/one-time-code/index.ts'
import { forgetSessions } from '../../modules/session/index.ts'

const rows = 1000

/** Logins, codes, authorisations and refused notices that are long over, a thousand in a transaction. */
export async function forgetExpired(db: Db): Promise<void> {
  for (const forget of [forgetSessions, forgetCodes, forgetOauthStates, forgetRefusedNotices]) {
    const once = () => inGlobal(db, (tx: GlobalTx) => forget(tx, rows))
    while ((await once()) === rows);
  }
}
