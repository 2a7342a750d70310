import {
  ApartmentOutlined,
  PartitionOutlined,
  SafetyCertificateOutlined,
  UserOutlined,
} from '@ant-design/icons'
import type { MenuGroup } from '../shared/pages.ts'

/** Every page of the permission console in the order of its menu. */
export const permissionPages: MenuGroup[] = [
  {
    key: 'platforms',
    label: 'permission.platforms',
    icon: <ApartmentOutlined />,
    pages: [
      {
        path: 'platforms',
        label: 'permission.platforms',
        permissions: ['permission.view'],
        load: () => import('./platforms/index.tsx'),
      },
    ],
  },
  {
    key: 'roles',
    label: 'permission.roles',
    icon: <SafetyCertificateOutlined />,
    pages: [
      {
        path: 'roles',
        label: 'permission.roles',
        permissions: ['permission.view'],
        load: () => import('./roles/index.tsx'),
      },
    ],
  },
  {
    key: 'permissions',
    label: 'permission.permissions',
    icon: <PartitionOutlined />,
    pages: [
      {
        path: 'permissions',
        label: 'permission.permissions',
        permissions: ['permission.view'],
        load: () => import('./permissions/index.tsx'),
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
