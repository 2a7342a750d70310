import { ScopeWord } from './access.ts'
import { command, query } from './route.ts'
import {
  Day,
  Done,
  Id,
  LoginName,
  Mobile,
  Name,
  PageQuery,
  Search,
  T,
  Text,
  Time,
  nullable,
  object,
  oneOf,
  optional,
  page,
} from './schema.ts'
import { staffStates } from './states.ts'

const merchant = 'merchant' as const

export const Staff = object({
  id: Id,
  name: T.String(),
  loginName: T.String(),
  mobile: nullable(T.String()),
  state: oneOf(...staffStates),
  storeId: nullable(Id),
  storeName: nullable(T.String()),
  roles: T.Array(object({ id: Id, name: T.String() })),
  joinedOn: Day,
  leftOn: nullable(Day),
  lastSeenAt: nullable(Time),
  hasSecondFactor: T.Boolean(),
})
const staffParams = object({ staffId: Id })

export const staffRoutes = {
  listStaff: query({
    audience: merchant,
    path: '/staff',
    access: 'staff.view',
    summary: '人员列表',
    query: object({ ...PageQuery, search: optional(Search), state: optional(oneOf(...staffStates)) }),
    answer: page(Staff),
  }),
  getStaff: query({
    audience: merchant,
    path: '/staff/:staffId',
    access: 'staff.view',
    summary: '人员',
    params: staffParams,
    answer: Staff,
  }),
  addStaff: command({
    audience: merchant,
    path: '/staff',
    access: 'staff.edit',
    summary: '新增人员',
    body: object({
      name: Name,
      loginName: LoginName,
      mobile: optional(Mobile),
      roleIds: T.Array(Id, { minItems: 1, maxItems: 20 }),
      storeId: optional(nullable(Id)),
    }),
    /** Shown once; the person must change it at the first login. */
    answer: object({ staff: Staff, temporaryPassword: T.String() }),
  }),
  editStaff: command({
    audience: merchant,
    method: 'PATCH',
    path: '/staff/:staffId',
    access: 'staff.edit',
    summary: '修改人员',
    params: staffParams,
    body: object({
      name: optional(Name),
      mobile: optional(nullable(Mobile)),
      roleIds: optional(T.Array(Id, { minItems: 1, maxItems: 20 })),
      storeId: optional(nullable(Id)),
    }),
    answer: Staff,
  }),
  leaveStaff: command({
    audience: merchant,
    path: '/staff/:staffId/leave',
    access: 'staff.edit',
    summary: '离职',
    params: staffParams,
    answer: Staff,
  }),
  restoreStaff: command({
    audience: merchant,
    path: '/staff/:staffId/restore',
    access: 'staff.edit',
    summary: '恢复在职',
    params: staffParams,
    answer: Staff,
  }),
  resetPassword: command({
    audience: merchant,
    path: '/staff/:staffId/password-reset',
    access: 'staff.reset-password',
    confirmed: true,
    summary: '重置密码',
    params: staffParams,
    answer: object({ temporaryPassword: T.String() }),
  }),
  /** For somebody who lost the phone and the recovery codes. */
  resetSecondFactor: command({
    audience: merchant,
    path: '/staff/:staffId/second-factor-reset',
    access: 'staff.reset-password',
    confirmed: true,
    summary: '重置两步验证',
    params: staffParams,
    answer: Staff,
  }),
}

export const Role = object({
  id: Id,
  name: T.String(),
  scope: ScopeWord,
  preset: T.Boolean(),
  permissions: T.Array(T.String()),
  secondFactor: T.Boolean(),
  members: T.Integer(),
})
const RoleBody = {
  name: Name,
  scope: ScopeWord,
  permissions: T.Array(T.String({ maxLength: 60 }), { maxItems: 200 }),
  /** Whoever holds the role sets up a second factor before anything else. */
  secondFactor: optional(T.Boolean()),
}
const roleParams = object({ roleId: Id })

export const roleRoutes = {
  listRoles: query({
    audience: merchant,
    path: '/roles',
    access: 'staff.view',
    summary: '角色列表',
    answer: object({ items: T.Array(Role) }),
  }),
  addRole: command({
    audience: merchant,
    path: '/roles',
    access: 'role.edit',
    confirmed: true,
    summary: '新增角色',
    body: object(RoleBody),
    answer: Role,
  }),
  editRole: command({
    audience: merchant,
    method: 'PATCH',
    path: '/roles/:roleId',
    access: 'role.edit',
    confirmed: true,
    summary: '修改角色',
    params: roleParams,
    body: object({
      name: optional(Name),
      scope: optional(ScopeWord),
      permissions: optional(RoleBody.permissions),
      secondFactor: RoleBody.secondFactor,
    }),
    answer: Role,
  }),
  removeRole: command({
    audience: merchant,
    method: 'DELETE',
    path: '/roles/:roleId',
    access: 'role.edit',
    confirmed: true,
    summary: '删除角色',
    params: roleParams,
    answer: Done,
  }),
}

export const Store = object({ id: Id, name: T.String(), address: T.String() })
const StoreBody = { name: Name, address: Text(200) }

export const storeRoutes = {
  listStores: query({
    audience: merchant,
    path: '/stores',
    access: 'session',
    summary: '门店列表',
    answer: object({ items: T.Array(Store) }),
  }),
  addStore: command({
    audience: merchant,
    path: '/stores',
    access: 'store.edit',
    summary: '新增门店',
    body: object(StoreBody),
    answer: Store,
  }),
  editStore: command({
    audience: merchant,
    method: 'PATCH',
    path: '/stores/:storeId',
    access: 'store.edit',
    summary: '修改门店',
    params: object({ storeId: Id }),
    body: object(StoreBody),
    answer: Store,
  }),
}

export const AuditEvent = object({
  id: Id,
  at: Time,
  actorName: T.String(),
  action: T.String(),
  subjectKind: T.String(),
  subjectId: T.String(),
  before: T.Unknown(),
  after: T.Unknown(),
  chained: T.Boolean(),
})

export const auditRoutes = {
  listAuditEvents: query({
    audience: merchant,
    path: '/audit-events',
    access: 'audit.view',
    summary: '操作日志',
    query: object({
      ...PageQuery,
      subjectKind: optional(Search),
      subjectId: optional(Search),
      action: optional(Search),
    }),
    answer: page(AuditEvent),
  }),
}
