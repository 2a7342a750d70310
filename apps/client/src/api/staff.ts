import { merchantAccess } from '@sesame/contract/access.ts'
import { cardRoutes } from '@sesame/contract/cards.ts'
import { staff } from './client'
import { forgetToken, rememberToken } from './session'
import type { Use } from './types'

export type StaffLogin = { loginName: string; password: string; merchantId?: string; secondFactor?: string }

export async function loginStaff(login: StaffLogin, key: string): Promise<void> {
  const { token } = await staff.call(merchantAccess.login, { body: { ...login, wantsToken: true }, key })
  if (token === null) throw new Error('a login that wants a token gets one')
  rememberToken('staff', token)
}

export const getStaff = () => staff.call(merchantAccess.me, {})

export async function logoutStaff(key: string): Promise<void> {
  try {
    await staff.call(merchantAccess.logout, { key })
  } finally {
    forgetToken('staff')
  }
}

/** The card behind a code; the code stays good for this staff member until `redeemUntil`. */
export const readCode = (code: string, key: string) =>
  staff.call(cardRoutes.readCode, { body: { code }, key })

export const redeem = (input: { code: string; use: Use }, key: string) =>
  staff.call(cardRoutes.redeem, { body: input, key })

export const undoRedemption = (redemptionId: string, reason: string, key: string) =>
  staff.call(cardRoutes.undoRedemption, { params: { redemptionId }, body: { reason }, key })

export const listRedemptions = (day: string, cursor?: string) =>
  staff.call(cardRoutes.listRedemptions, { query: { from: day, to: day, mine: true, cursor } })
