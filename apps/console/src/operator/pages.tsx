import {
  AccountBookOutlined,
  AlertOutlined,
  DashboardOutlined,
  MessageOutlined,
  ShopOutlined,
  ThunderboltOutlined,
  UserOutlined,
} from '@ant-design/icons'
import type { MenuGroup } from '../shared/pages.ts'

/** Every page of the operator console in the order of its menu. */
export const operatorPages: MenuGroup[] = [
  {
    key: 'overview',
    label: 'operator.overview',
    icon: <DashboardOutlined />,
    pages: [
      {
        path: 'overview',
        label: 'operator.overview',
        permissions: ['operator.overview'],
        load: () => import('./overview/index.tsx'),
      },
    ],
  },
  {
    key: 'merchants',
    label: 'operator.merchants',
    icon: <ShopOutlined />,
    pages: [
      {
        path: 'merchants',
        label: 'operator.merchants',
        permissions: ['merchant.view'],
        load: () => import('./merchants/index.tsx'),
      },
      {
        path: 'applications',
        label: 'operator.applications',
        permissions: ['application.review'],
        load: () => import('./applications/index.tsx'),
      },
      {
        path: 'types',
        label: 'operator.types',
        permissions: ['merchant-type.view'],
        load: () => import('./types/index.tsx'),
      },
    ],
  },
  {
    key: 'money',
    label: 'operator.money',
    icon: <AccountBookOutlined />,
    pages: [
      {
        path: 'channels',
        label: 'operator.channels',
        permissions: ['collecting.view'],
        load: () => import('./channels/index.tsx'),
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
        path: 'settlements',
        label: 'operator.settlements',
        permissions: ['settlement.view'],
        load: () => import('./settlements/index.tsx'),
      },
      {
        path: 'withdrawals',
        label: 'operator.withdrawals',
        permissions: ['settlement.view'],
        load: () => import('./withdrawals/index.tsx'),
      },
    ],
  },
  {
    key: 'jobs',
    label: 'operator.jobs',
    icon: <ThunderboltOutlined />,
    pages: [
      {
        path: 'jobs',
        label: 'operator.jobs',
        permissions: ['job.view'],
        load: () => import('./jobs/index.tsx'),
      },
    ],
  },
  {
    key: 'messages',
    label: 'operator.messages',
    icon: <MessageOutlined />,
    pages: [
      {
        path: 'messages',
        label: 'operator.messages',
        permissions: ['job.view'],
        load: () => import('./messages/index.tsx'),
      },
    ],
  },
  {
    key: 'notices',
    label: 'operator.notices',
    icon: <AlertOutlined />,
    pages: [
      {
        path: 'notices',
        label: 'operator.notices',
        permissions: ['notice.view'],
        load: () => import('./notices/index.tsx'),
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
