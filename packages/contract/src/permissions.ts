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
        'order.ship': { zh: '发货', en: 'Send goods' },
        'refund.request': { zh: '申请退款', en: 'Ask for refunds' },
        'refund.approve': { zh: '审核与撤销退款', en: 'Approve refunds and give them up' },
        'refund.batch': { zh: '批量退款', en: 'Refund many orders' },
        'refund.cash': { zh: '现金退款', en: 'Give cash back' },
        'refund.by-hand': { zh: '异常退款线下处理', en: 'Settle stuck refunds by hand' },
        'refund.rule': { zh: '设置退款审核', en: 'Set who reviews refunds' },
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
      permissions: {
        'money.view': { zh: '查看账簿', en: 'See the books' },
        'cash.view': { zh: '查看现金', en: 'See cash' },
        'cash.hand-in': { zh: '交款', en: 'Hand cash in' },
        'cash.receive': { zh: '收款确认、存银行', en: 'Receive cash, take it to the bank' },
        'cash.limit': { zh: '设置现金限额', en: 'Set cash limits' },
        'bill.view': { zh: '查看对账', en: 'See reconciliation' },
        'bill.handle': { zh: '对账、处理差异', en: 'Reconcile and handle differences' },
        'sharing.view': { zh: '查看分账', en: 'See profit sharing' },
        'sharing.edit': {
          zh: '设置分账、处理异常分账',
          en: 'Set up profit sharing, and decide what got stuck',
        },
        'payout.view': { zh: '查看付款与应付', en: 'See payouts' },
        'payout.request': { zh: '登记应付、申请付款', en: 'Enter payables and ask for payouts' },
        'payout.approve': { zh: '审核应付、批准付款', en: 'Review payables and approve payouts' },
        'settlement.view': { zh: '查看结算单', en: 'See statements' },
        'settlement.confirm': { zh: '确认结算单', en: 'Confirm statements' },
        'withdraw.request': { zh: '申请提现、修改收款账户', en: 'Withdraw, and change the bank account' },
        'finance.export': { zh: '导出结算单与凭证', en: 'Export statements and vouchers' },
      },
    },
    settings: {
      zh: '设置',
      en: 'Settings',
      permissions: {
        'staff.view': { zh: '查看人员', en: 'See staff' },
        'staff.edit': { zh: '编辑人员', en: 'Edit staff' },
        'staff.reset-password': { zh: '重置密码', en: 'Reset passwords' },
        'application.edit': { zh: '填写入驻资料', en: 'Fill in the application' },
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
        'merchant-type.view': { zh: '查看商户类型', en: 'See merchant types' },
        'merchant-type.edit': { zh: '编辑商户类型', en: 'Edit merchant types' },
        'application.review': { zh: '审核入驻申请', en: 'Review applications' },
      },
    },
    collecting: {
      zh: '代收账户',
      en: 'Collecting accounts',
      permissions: {
        'collecting.view': { zh: '查看平台收款账户', en: "See the operator's channel accounts" },
        'collecting.edit': {
          zh: '编辑平台收款账户并授权商户',
          en: "Edit the operator's channel accounts and grant them",
        },
      },
    },
    money: {
      zh: '资金',
      en: 'Money',
      permissions: {
        'bill.view': { zh: '查看对账', en: 'See reconciliation' },
        'bill.handle': { zh: '对账、处理差异', en: 'Reconcile and handle differences' },
        'settlement.view': { zh: '查看商户结算', en: "See merchants' statements" },
        'settlement.edit': { zh: '设置费率、收取服务费', en: 'Set terms and collect fees' },
        'withdraw.review': { zh: '审核与划转提现', en: 'Review and pay withdrawals' },
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
