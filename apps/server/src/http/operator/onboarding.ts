import type { FastifyInstance } from 'fastify'
import { onboardingReviewRoutes } from '@sesame/contract/onboarding-review'
import { revealApplication, reviewApplication } from '../../flows/onboarding/review-application.ts'
import { addType, editType } from '../../flows/onboarding/save-type.ts'
import { inGlobal, inMerchant, inReport } from '../../kernel/db.ts'
import { listMerchantTypes } from '../../modules/merchant-type/index.ts'
import {
  applicationView,
  listApplications,
  listExpiringDocuments,
  listTypeForms,
  merchantOfApplication,
} from '../../reports/applications.ts'
import type { Compose } from '../compose.ts'
import { documentLinks } from '../private-files.ts'
import { serve } from '../serve.ts'

/** Types of merchants with their forms, and the review of who wants to come in. */
export function onboarding(app: FastifyInstance, compose: Compose): void {
  const { db, vault } = compose
  const types = async () => {
    const known = await inGlobal(db, listMerchantTypes)
    return inReport(db, (read) => listTypeForms(read, known))
  }
  const typeOf = async (code: string) => (await types()).find((type) => type.code === code)
  const ownerOf = (id: string) => inReport(db, (read) => merchantOfApplication(read, id))
  const view = (merchantId: string) =>
    inMerchant(db, merchantId, (tx) => applicationView(tx, vault, documentLinks(compose, merchantId)))

  serve(app, onboardingReviewRoutes.listTypes, async () => ({ items: await types() }))
  serve(app, onboardingReviewRoutes.addType, async ({ caller, key, body }) => {
    await addType(db, { key, caller, type: body })
    return typeOf(body.code)
  })
  serve(app, onboardingReviewRoutes.editType, async ({ caller, key, params, body }) => {
    await editType(db, { key, caller, type: { ...params, ...body } })
    return typeOf(params.code)
  })

  serve(app, onboardingReviewRoutes.listApplications, async ({ query }) =>
    inReport(db, (read) => listApplications(read, query)),
  )
  serve(app, onboardingReviewRoutes.listExpiringDocuments, async ({ query }) =>
    inReport(db, (read) => listExpiringDocuments(read, query)),
  )
  serve(app, onboardingReviewRoutes.reviewedApplication, async ({ params }) => {
    const owner = await ownerOf(params.applicationId)
    return { ...owner, application: await view(owner.merchantId) }
  })
  serve(app, onboardingReviewRoutes.revealApplication, async ({ caller, key, params }) => {
    const { merchantId } = await ownerOf(params.applicationId)
    return { values: await revealApplication(compose, { key, caller, merchantId }) }
  })
  serve(app, onboardingReviewRoutes.reviewApplication, async ({ caller, key, params, body }) => {
    const { merchantId } = await ownerOf(params.applicationId)
    await reviewApplication(db, { key, caller, merchantId, ...body })
    return view(merchantId)
  })
}
