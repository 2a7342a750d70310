import { permissionsOf } from '@sesame/contract/permissions'
import type { Scope, StaffPlatform } from '../access/index.ts'

export type Preset = { platform: StaffPlatform; name: string; scope: Scope; permissions: readonly string[] }

const merchant = permissionsOf('merchant')
const without = (...codes: string[]) => merchant.filter((code) => !codes.includes(code))

/** What role templates start as; later changes are made in the permission console. The first one is the head's. */
export const presets: readonly Preset[] = [
  { platform: 'merchant', name: '店主', scope: 'merchant', permissions: merchant },
  {
    platform: 'merchant',
    name: '店长',
    scope: 'store',
    permissions: without(
      'application.edit',
      'role.edit',
      'store.edit',
      'channel.view',
      'channel.edit',
      'staff.reset-password',
      'payout.request',
      'payout.approve',
      'sharing.edit',
      'withdraw.request',
      'settlement.confirm',
      'bill.handle',
    ),
  },
  {
    platform: 'merchant',
    name: '收银员',
    scope: 'store',
    permissions: [
      'order.sell',
      'order.view',
      'order.close',
      'card.redeem',
      'card.undo',
      'card.view',
      'catalog.view',
      'customer.view',
      'customer.edit',
      'cash.view',
      'cash.hand-in',
    ],
  },
  {
    platform: 'merchant',
    name: '财务',
    scope: 'merchant',
    permissions: [
      'dashboard.view',
      'order.view',
      'refund.request',
      'refund.approve',
      'refund.batch',
      'refund.by-hand',
      'card.view',
      'customer.view',
      'money.view',
      'bill.view',
      'bill.handle',
      'cash.view',
      'cash.hand-in',
      'cash.receive',
      'cash.limit',
      'settlement.view',
      'settlement.confirm',
      'withdraw.request',
      'finance.export',
      'payout.view',
      'payout.request',
      'sharing.view',
      'channel.view',
      'audit.view',
    ],
  },
  { platform: 'operator', name: '平台管理员', scope: 'all', permissions: permissionsOf('operator') },
  {
    platform: 'operator',
    name: '运营',
    scope: 'all',
    permissions: [
      'operator.overview',
      'merchant.view',
      'merchant-type.view',
      'application.review',
      'job.view',
      'notice.view',
      'settlement.view',
    ],
  },
  {
    platform: 'operator',
    name: '财务',
    scope: 'all',
    permissions: [
      'operator.overview',
      'merchant.view',
      'settlement.view',
      'settlement.edit',
      'withdraw.review',
    ],
  },
  { platform: 'permission', name: '权限管理员', scope: 'all', permissions: permissionsOf('permission') },
]
