import type { FastifyInstance } from 'fastify'
import { onboardingRoutes } from '@sesame/contract/onboarding'
import { sendOneTimeCode } from '../../exchanges/send-one-time-code.ts'
import { describeCaller } from '../../flows/access/describe-caller.ts'
import { findCaller } from '../../flows/access/find-caller.ts'
import { logIn } from '../../flows/access/log-in.ts'
import { signUp } from '../../flows/merchants/sign-up.ts'
import {
  saveApplication,
  submitApplication,
  withdrawApplication,
} from '../../flows/onboarding/fill-application.ts'
import { handInDocument, takeBackDocument } from '../../flows/onboarding/hand-in-document.ts'
import { inGlobal, inMerchant } from '../../kernel/db.ts'
import { unauthorized } from '../../modules/access/index.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { findApplication, findDocument } from '../../modules/application/index.ts'
import { listMerchantTypes } from '../../modules/merchant-type/index.ts'
import { applicationView, documentView } from '../../reports/applications.ts'
import type { Compose } from '../compose.ts'
import { documentLinks } from '../private-files.ts'
import { serve } from '../serve.ts'
import { keepInCookie } from '../sessions.ts'
import { consoleCookieSeconds } from '../console-access.ts'

/** A document of ten megabytes is a third longer as base64. */
const uploadBytesMax = 14_200_000

/** How a merchant comes in: signs up, fills in, hands in. */
export function onboarding(app: FastifyInstance, compose: Compose): void {
  const { db, vault } = compose
  const view = ({ merchantId }: StaffCaller) =>
    inMerchant(db, merchantId, (tx) => applicationView(tx, vault, documentLinks(compose, merchantId)))

  serve(app, onboardingRoutes.sendSignUpCode, async ({ body }) => sendOneTimeCode(compose, body))
  serve(app, onboardingRoutes.signUp, async ({ body, key, ip, agent, raw }) => {
    await signUp(compose, { key, ...body })
    const { loginName, password } = body
    const { token } = await logIn(compose, { platform: 'merchant', loginName, password, ip, agent })
    const caller = await findCaller(db, 'merchant', token)
    if (!caller || caller.kind === 'customer') throw unauthorized()
    keepInCookie(compose, raw.reply, { name: 'merchant', value: token, seconds: consoleCookieSeconds })
    return { me: await describeCaller(db, caller) }
  })

  serve(app, onboardingRoutes.listOpenTypes, async () => {
    const types = await inGlobal(db, listMerchantTypes)
    return { items: types.filter((type) => type.enabled) }
  })
  serve(app, onboardingRoutes.getApplication, async ({ caller }) => {
    const application = await inMerchant(db, caller.merchantId, findApplication)
    return { application: application ? await view(caller) : null }
  })
  serve(app, onboardingRoutes.saveApplication, async ({ caller, key, body }) => {
    await saveApplication(compose, { key, caller, ...body })
    return view(caller)
  })
  serve(app, onboardingRoutes.submitApplication, async ({ caller, key }) => {
    await submitApplication(compose, { key, caller })
    return view(caller)
  })
  serve(app, onboardingRoutes.withdrawApplication, async ({ caller, key }) => {
    await withdrawApplication(db, { key, caller })
    return view(caller)
  })
  serve(
    app,
    onboardingRoutes.addDocument,
    async ({ caller, key, body }) => {
      const { documentId } = await handInDocument(compose, { key, caller, ...body })
      const { merchantId } = caller
      const document = await inMerchant(db, merchantId, (tx) => findDocument(tx, documentId))
      return document && documentView(document, documentLinks(compose, merchantId))
    },
    { bodyBytesMax: uploadBytesMax },
  )
  serve(app, onboardingRoutes.removeDocument, async ({ caller, key, params }) => {
    await takeBackDocument(db, { key, caller, ...params })
    return { done: true }
  })
}
