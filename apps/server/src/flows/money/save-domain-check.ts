import { audit } from '../../kernel/audit.ts'
import { inGlobal, inMerchant } from '../../kernel/db.ts'
import type { Db, Tx } from '../../kernel/db.ts'
import { once } from '../../kernel/idempotency.ts'
import type { Actor } from '../../kernel/idempotency.ts'
import {
  codeOf,
  deleteDomainCheck,
  domainCheckKind,
  domainCheckTaken,
  findDomainCheck,
  insertDomainCheck,
  lockApp,
} from '../../modules/app/index.ts'
import type { App } from '../../modules/app/index.ts'

type By = { merchantId: string; key: string; actor: Actor; id: string; name: string }

/** The file by which WeChat sees that this host is the official account's own, to be served at the host's root. */
export async function addDomainCheck(db: Db, input: By & { content: string }): Promise<void> {
  await inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'add-domain-check', input, async () => {
      const app = await lockApp(tx, input.id)
      if (app.kind !== 'wechat-official-account') throw domainCheckKind({ kind: app.kind })
      const code = codeOf(input.name, input.content)
      if (!(await insertDomainCheck(tx, { code, appId: app.appId })))
        throw domainCheckTaken({ name: input.name })
      await note(tx, input, app, 'app.domain_check_added')
      return {}
    }),
  )
}

export async function removeDomainCheck(db: Db, input: By): Promise<void> {
  await inMerchant(db, input.merchantId, (tx) =>
    once(tx, 'remove-domain-check', input, async () => {
      const app = await lockApp(tx, input.id)
      await deleteDomainCheck(tx, { name: input.name, appId: app.appId })
      await note(tx, input, app, 'app.domain_check_removed')
      return {}
    }),
  )
}

function note(tx: Tx, { actor, name }: By, app: App, action: string): Promise<void> {
  return audit(tx, { actor, action, subjectKind: 'app', subjectId: app.id, after: { name } })
}

/** Asked for by WeChat, which names no merchant. */
export const readDomainCheck = (db: Db, name: string): Promise<string | undefined> =>
  inGlobal(db, (tx) => findDomainCheck(tx, name))
