import type { Audience } from './route.ts'

export type Scope = 'all' | 'merchant' | 'store' | 'own'
export const scopes: readonly Scope[] = ['all', 'merchant', 'store', 'own']

type Leaf = { zh: string; en: string }
type Area = Leaf & { permissions: Record<string, Leaf> }

/** Every permission that a route may ask for, as the tree that the permission console shows. */
export const permissionTree: Record<Exclude<Audience, 'customer'>, Record<string, Area>> = {
  merchant: {
    dashboard: {
      zh: '工作台',
      en: 'Dashboard',
      permissions: { 'dashboard.view': { zh: '查看今日数据', en: "See today's figures" } },
    },
    counter: {
      zh: '收银台',
      en: 'Counter',
      permissions: {
        'order.sell': { zh: '收银开单', en: 'Sell at the counter' },
        'card.redeem': { zh: '核销', en: 'Redeem' },
        'card.undo': { zh: '撤销核销', en: 'Undo a redemption' },
      },
    },
    orders: {
      zh: '订单',
      en: 'Orders',
      permissions: {
        'order.view': { zh: '查看订单', en: 'See orders' },
        'order.close': { zh: '关闭未付订单', en: 'Close unpaid orders' },
        'refund.request': { zh: '全额退款', en: 'Refund in full' },
      },
    },
    catalog: {
      zh: '商品',
      en: 'Catalog',
      permissions: {
        'catalog.view': { zh: '查看商品', en: 'See products' },
        'catalog.edit': { zh: '编辑商品与卡类型', en: 'Edit products and card types' },
      },
    },
    cards: {
      zh: '卡',
      en: 'Cards',
      permissions: {
        'card.view': { zh: '查看卡与核销记录', en: 'See cards and redemptions' },
        'card.freeze': { zh: '冻结与解冻', en: 'Freeze and unfreeze' },
      },
    },
    customers: {
      zh: '用户',
      en: 'Customers',
      permissions: {
        'customer.view': { zh: '查看用户', en: 'See customers' },
        'customer.edit': { zh: '登记用户', en: 'Register customers' },
      },
    },
    money: {
      zh: '资金',
      en: 'Money',
      permissions: { 'money.view': { zh: '查看账簿', en: 'See the books' } },
    },
    settings: {
      zh: '设置',
      en: 'Settings',
      permissions: {
        'staff.view': { zh: '查看人员', en: 'See staff' },
        'staff.edit': { zh: '编辑人员', en: 'Edit staff' },
        'staff.reset-password': { zh: '重置密码', en: 'Reset passwords' },
        'role.edit': { zh: '编辑角色', en: 'Edit roles' },
        'store.edit': { zh: '编辑门面与门店', en: 'Edit the shop window and stores' },
        'channel.view': { zh: '查看支付渠道', en: 'See payment channels' },
        'channel.edit': { zh: '编辑支付渠道', en: 'Edit payment channels' },
        'audit.view': { zh: '查看操作日志', en: 'See the operation log' },
      },
    },
  },
  operator: {
    overview: {
      zh: '总览',
      en: 'Overview',
      permissions: { 'operator.overview': { zh: '查看总览', en: 'See the overview' } },
    },
    merchants: {
      zh: '商户',
      en: 'Merchants',
      permissions: {
        'merchant.view': { zh: '查看商户', en: 'See merchants' },
        'merchant.edit': { zh: '登记商户', en: 'Register merchants' },
      },
    },
    jobs: {
      zh: '作业',
      en: 'Jobs',
      permissions: {
        'job.view': { zh: '查看作业与死信', en: 'See jobs and dead letters' },
        'job.retry': { zh: '重试死信', en: 'Retry dead letters' },
      },
    },
    notices: {
      zh: '通知',
      en: 'Notices',
      permissions: { 'notice.view': { zh: '查看被拒通知', en: 'See refused notices' } },
    },
  },
  permission: {
    permissions: {
      zh: '权限',
      en: 'Permissions',
      permissions: {
        'permission.view': { zh: '查看平台与角色', en: 'See platforms and roles' },
        'permission.edit': { zh: '编辑角色模板', en: 'Edit role templates' },
      },
    },
  },
}

export const permissionsOf = (audience: keyof typeof permissionTree): string[] =>
  Object.values(permissionTree[audience]).flatMap((area) => Object.keys(area.permissions))
