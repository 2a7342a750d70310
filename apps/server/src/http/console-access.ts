import type { FastifyInstance } from 'fastify'
import type { merchantAccess, operatorAccess, permissionAccess } from '@sesame/contract/access'
import { changePassword } from '../flows/access/change-password.ts'
import { confirmPassword } from '../flows/access/confirm-password.ts'
import { describeCaller } from '../flows/access/describe-caller.ts'
import { endOwnSession, listOwnSessions, logOut } from '../flows/access/end-session.ts'
import { findCaller } from '../flows/access/find-caller.ts'
import { logIn } from '../flows/access/log-in.ts'
import {
  describeSecondFactor,
  makeRecoveryCodes,
  offerSecondFactor,
  turnOffSecondFactor,
  turnOnSecondFactor,
} from '../flows/access/second-factor.ts'
import { inGlobal } from '../kernel/db.ts'
import { unauthorized } from '../modules/access/index.ts'
import type { StaffCaller } from '../modules/access/index.ts'
import { listOwnLoginEvents } from '../reports/login-events.ts'
import type { Compose } from './compose.ts'
import { serve } from './serve.ts'
import { dropCookie, keepInCookie } from './sessions.ts'

type ConsoleAccess = typeof merchantAccess | typeof operatorAccess | typeof permissionAccess

const done = { done: true }
// The cookie may outlive its session: the server's own expiry is what counts.
export const consoleCookieSeconds = 30 * 24 * 3600

/** The routes that each of the three consoles has: login, who am I, sessions, password. */
export function consoleAccess(routes: ConsoleAccess) {
  return (app: FastifyInstance, compose: Compose): void => {
    const { db } = compose
    const platform = routes.login.audience

    serve(app, routes.login, async ({ body, ip, agent, raw }) => {
      const { wantsToken, ...given } = body
      const { token } = await logIn(compose, { ...given, platform, ip, agent })
      const caller = await findCaller(db, platform, token)
      if (caller?.kind === 'customer' || !caller) throw unauthorized()
      if (!wantsToken)
        keepInCookie(compose, raw.reply, { name: platform, value: token, seconds: consoleCookieSeconds })
      return { me: await describeCaller(db, caller), token: wantsToken ? token : null }
    })
    serve(app, routes.me, async ({ caller }) => describeCaller(db, caller as StaffCaller))
    serve(app, routes.logout, async ({ caller, raw }) => {
      await logOut(db, caller)
      dropCookie(compose, raw.reply, platform)
      return done
    })
    serve(app, routes.listSessions, async ({ caller }) => ({ items: await listOwnSessions(db, caller) }))
    serve(app, routes.revokeSession, async ({ caller, params }) => {
      await endOwnSession(db, caller, params.sessionId)
      return done
    })
    serve(app, routes.changePassword, async ({ caller, body }) => {
      await changePassword(db, { caller, ...body })
      return done
    })
    serve(app, routes.secondFactor, async ({ caller }) => describeSecondFactor(db, caller))
    serve(app, routes.offerSecondFactor, async ({ caller }) => offerSecondFactor(compose, caller))
    serve(app, routes.turnOnSecondFactor, async ({ caller, body }) =>
      turnOnSecondFactor(compose, { caller, ...body }),
    )
    serve(app, routes.turnOffSecondFactor, async ({ caller, body }) => {
      await turnOffSecondFactor(compose, { caller, ...body })
      return done
    })
    serve(app, routes.makeRecoveryCodes, async ({ caller }) => makeRecoveryCodes(db, caller))
    serve(app, routes.listLoginEvents, async ({ caller, query }) =>
      inGlobal(db, (tx) => listOwnLoginEvents(tx, { caller, query })),
    )
    serve(app, routes.confirmPassword, async ({ caller, body }) => {
      await confirmPassword(db, caller, body.password)
      return done
    })
  }
}
