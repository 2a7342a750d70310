import {
  AccountBookOutlined,
  AppstoreOutlined,
  CreditCardOutlined,
  DashboardOutlined,
  FileTextOutlined,
  SettingOutlined,
  ShopOutlined,
  TeamOutlined,
  UserOutlined,
} from '@ant-design/icons'
import type { MenuGroup } from '../shared/pages.ts'

/** Every page of the merchant console in the order of its menu. */
export const merchantPages: MenuGroup[] = [
  {
    key: 'dashboard',
    label: 'dashboard',
    icon: <DashboardOutlined />,
    pages: [
      {
        path: 'dashboard',
        label: 'dashboard',
        permissions: ['dashboard.view'],
        load: () => import('./dashboard/index.tsx'),
      },
    ],
  },
  {
    key: 'counter',
    label: 'counter',
    icon: <ShopOutlined />,
    pages: [
      {
        path: 'counter',
        label: 'counter',
        permissions: ['order.sell', 'card.redeem'],
        load: () => import('./counter/index.tsx'),
      },
    ],
  },
  {
    key: 'orders',
    label: 'orders',
    icon: <FileTextOutlined />,
    pages: [
      {
        path: 'orders',
        label: 'orders.orders',
        permissions: ['order.view'],
        load: () => import('./orders/index.tsx'),
      },
      {
        path: 'deals',
        label: 'orders.deals',
        permissions: ['order.view'],
        load: () => import('./deals/index.tsx'),
      },
      {
        path: 'refunds',
        label: 'orders.refunds',
        permissions: ['order.view'],
        load: () => import('./refunds/index.tsx'),
      },
      {
        path: 'refund-batches',
        label: 'orders.refund-batches',
        permissions: ['refund.batch'],
        load: () => import('./refund-batches/index.tsx'),
      },
    ],
  },
  {
    key: 'catalog',
    label: 'catalog',
    icon: <AppstoreOutlined />,
    pages: [
      {
        path: 'products',
        label: 'catalog.products',
        permissions: ['catalog.view'],
        load: () => import('./products/index.tsx'),
      },
      {
        path: 'card-types',
        label: 'catalog.card-types',
        permissions: ['catalog.view'],
        load: () => import('./card-types/index.tsx'),
      },
    ],
  },
  {
    key: 'cards',
    label: 'cards',
    icon: <CreditCardOutlined />,
    pages: [
      {
        path: 'cards',
        label: 'cards.cards',
        permissions: ['card.view'],
        load: () => import('./cards/index.tsx'),
      },
      {
        path: 'redemptions',
        label: 'cards.redemptions',
        permissions: ['card.view'],
        load: () => import('./redemptions/index.tsx'),
      },
    ],
  },
  {
    key: 'customers',
    label: 'customers',
    icon: <TeamOutlined />,
    pages: [
      {
        path: 'customers',
        label: 'customers',
        permissions: ['customer.view'],
        load: () => import('./customers/index.tsx'),
      },
    ],
  },
  {
    key: 'money',
    label: 'money',
    icon: <AccountBookOutlined />,
    pages: [
      {
        path: 'money',
        label: 'money.overview',
        permissions: ['money.view'],
        load: () => import('./money/index.tsx'),
      },
      {
        path: 'books',
        label: 'money.books',
        permissions: ['money.view'],
        load: () => import('./books/index.tsx'),
      },
      {
        path: 'cash',
        label: 'money.cash',
        permissions: ['cash.view'],
        load: () => import('./cash/index.tsx'),
      },
      {
        path: 'reconciliation',
        label: 'money.reconciliation',
        permissions: ['bill.view'],
        load: () => import('./reconciliation/index.tsx'),
      },
      {
        path: 'bill-differences',
        label: 'money.bill-differences',
        permissions: ['bill.view'],
        load: () => import('./bill-differences/index.tsx'),
      },
      {
        path: 'finance',
        label: 'money.finance',
        permissions: ['money.view'],
        load: () => import('./finance/index.tsx'),
      },
      {
        path: 'statements',
        label: 'money.statements',
        permissions: ['settlement.view'],
        load: () => import('./statements/index.tsx'),
      },
      {
        path: 'withdrawals',
        label: 'money.withdrawals',
        permissions: ['money.view'],
        load: () => import('./withdrawals/index.tsx'),
      },
      {
        path: 'payables',
        label: 'money.payables',
        permissions: ['payout.view'],
        load: () => import('./payables/index.tsx'),
      },
      {
        path: 'payouts',
        label: 'money.payouts',
        permissions: ['payout.view'],
        load: () => import('./payouts/index.tsx'),
      },
      {
        path: 'sharing',
        label: 'money.sharing',
        permissions: ['sharing.view'],
        load: () => import('./sharing/index.tsx'),
      },
    ],
  },
  {
    key: 'settings',
    label: 'settings',
    icon: <SettingOutlined />,
    pages: [
      {
        path: 'application',
        label: 'settings.application',
        permissions: ['application.edit'],
        load: () => import('./application/index.tsx'),
      },
      {
        path: 'staff',
        label: 'settings.staff',
        permissions: ['staff.view'],
        load: () => import('./staff/index.tsx'),
      },
      {
        path: 'roles',
        label: 'settings.roles',
        permissions: ['staff.view'],
        load: () => import('./roles/index.tsx'),
      },
      {
        path: 'shop',
        label: 'settings.shop',
        permissions: ['store.edit'],
        load: () => import('./shop/index.tsx'),
      },
      {
        path: 'stores',
        label: 'settings.stores',
        permissions: ['store.edit', 'staff.view'],
        load: () => import('./stores/index.tsx'),
      },
      {
        path: 'channels',
        label: 'settings.channels',
        permissions: ['channel.view'],
        load: () => import('./channels/index.tsx'),
      },
      {
        path: 'audit',
        label: 'settings.audit',
        permissions: ['audit.view'],
        load: () => import('./audit/index.tsx'),
      },
    ],
  },
  {
    key: 'profile',
    label: 'profile',
    icon: <UserOutlined />,
    pages: [
      { path: 'profile', label: 'profile', permissions: [], load: () => import('./profile/index.tsx') },
    ],
  },
]
