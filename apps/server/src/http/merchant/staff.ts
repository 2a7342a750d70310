import type { FastifyInstance } from 'fastify'
import { staffRoutes } from '@sesame/contract/staff'
import { addStaff } from '../../flows/access/add-staff.ts'
import { editStaff } from '../../flows/access/edit-staff.ts'
import { leaveStaff, restoreStaff } from '../../flows/access/leave-staff.ts'
import { resetPassword } from '../../flows/access/reset-password.ts'
import { resetSecondFactor } from '../../flows/access/reset-second-factor.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { getStaffView, listStaff } from '../../reports/staff.ts'
import type { Compose } from '../compose.ts'
import { serve } from '../serve.ts'

/** The people who work for a merchant, their logins and their roles. */
export function staff(app: FastifyInstance, compose: Compose): void {
  const { db, vault } = compose
  const view = (caller: StaffCaller, id: string) =>
    inMerchant(db, caller.merchantId, (tx) => getStaffView(tx, vault, { caller, id }))

  serve(app, staffRoutes.listStaff, async ({ caller, query }) =>
    inMerchant(db, caller.merchantId, (tx) => listStaff(tx, vault, { caller, query })),
  )
  serve(app, staffRoutes.getStaff, async ({ caller, params }) => view(caller, params.staffId))

  serve(app, staffRoutes.addStaff, async ({ caller, key, body }) => {
    const { staffId, temporaryPassword } = await addStaff(compose, { key, caller, ...body })
    return { staff: await view(caller, staffId), temporaryPassword }
  })
  serve(app, staffRoutes.editStaff, async ({ caller, key, params, body }) => {
    const { staffId } = await editStaff(compose, { key, caller, ...params, ...body })
    return view(caller, staffId)
  })
  serve(app, staffRoutes.leaveStaff, async ({ caller, key, params }) => {
    const { staffId } = await leaveStaff(db, { key, caller, ...params })
    return view(caller, staffId)
  })
  serve(app, staffRoutes.restoreStaff, async ({ caller, key, params }) => {
    const { staffId } = await restoreStaff(db, { key, caller, ...params })
    return view(caller, staffId)
  })
  serve(app, staffRoutes.resetPassword, async ({ caller, key, params }) =>
    resetPassword(compose, { key, caller, ...params }),
  )
  serve(app, staffRoutes.resetSecondFactor, async ({ caller, key, params }) => {
    const { staffId } = await resetSecondFactor(db, { key, caller, ...params })
    return view(caller, staffId)
  })
}
