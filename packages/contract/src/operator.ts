import { command, query } from './route.ts'
import {
  Fen,
  Id,
  LoginName,
  Name,
  PageQuery,
  Search,
  T,
  Time,
  Whole,
  nullable,
  object,
  oneOf,
  optional,
  page,
} from './schema.ts'
import { ScopeWord } from './access.ts'
import { jobStates, messageStates } from './states.ts'

const audience = 'operator' as const

export const Merchant = object({
  id: Id,
  code: T.String(),
  name: T.String(),
  typeCode: T.String(),
  typeName: T.String(),
  state: oneOf('applying', 'active', 'suspended'),
  createdAt: Time,
  customers: Whole,
  cards: Whole,
  escrowFen: Fen,
  exposureFen: Fen,
  sales30Fen: Fen,
})
export const Job = object({
  id: T.String(),
  name: T.String(),
  state: oneOf(...jobStates),
  merchantId: nullable(Id),
  merchantName: nullable(T.String()),
  subject: T.String(),
  attempts: Whole,
  attemptsMax: Whole,
  runAt: Time,
  createdAt: Time,
  lastError: nullable(T.String()),
})

export const operatorRoutes = {
  overview: query({
    audience,
    path: '/overview',
    access: 'operator.overview',
    summary: '总览',
    answer: object({
      merchants: Whole,
      customers: Whole,
      cards: Whole,
      escrowFen: Fen,
      exposureFen: Fen,
      salesTodayFen: Fen,
      redemptionsToday: Whole,
      deadJobs: Whole,
      refusedNotices: Whole,
      trend: T.Array(object({ day: T.String(), salesFen: Fen, consumedFen: Fen })),
    }),
  }),
  listMerchants: query({
    audience,
    path: '/merchants',
    access: 'merchant.view',
    summary: '商户列表',
    query: object({ ...PageQuery, search: optional(Search), typeCode: optional(Search) }),
    answer: page(Merchant),
  }),
  getMerchant: query({
    audience,
    path: '/merchants/:merchantId',
    access: 'merchant.view',
    summary: '商户',
    params: object({ merchantId: Id }),
    answer: Merchant,
  }),
  listMerchantTypes: query({
    audience,
    path: '/merchant-types',
    access: 'merchant.view',
    summary: '商户类型',
    answer: object({ items: T.Array(object({ code: T.String(), name: T.String() })) }),
  }),
  /** A merchant with its preset roles and its first administrator. */
  addMerchant: command({
    audience,
    path: '/merchants',
    access: 'merchant.edit',
    summary: '登记商户',
    body: object({
      name: Name,
      typeCode: T.String({ maxLength: 30 }),
      adminName: Name,
      adminLoginName: LoginName,
    }),
    answer: object({ merchant: Merchant, temporaryPassword: T.String() }),
  }),
  listJobs: query({
    audience,
    path: '/jobs',
    access: 'job.view',
    summary: '作业',
    query: object({ ...PageQuery, state: optional(oneOf(...jobStates)), name: optional(Search) }),
    answer: page(Job),
  }),
  jobSummary: query({
    audience,
    path: '/job-summary',
    access: 'job.view',
    summary: '作业概况',
    answer: object({
      items: T.Array(
        object({
          name: T.String(),
          title: T.String(),
          waiting: Whole,
          running: Whole,
          retrying: Whole,
          dead: Whole,
        }),
      ),
      timetable: T.Array(
        object({ name: T.String(), title: T.String(), pattern: T.String(), lastRunAt: nullable(Time) }),
      ),
    }),
  }),
  retryJob: command({
    audience,
    path: '/jobs/:jobId/retry',
    access: 'job.retry',
    summary: '重试',
    params: object({ jobId: T.String({ pattern: '^\\d{1,19}$' }) }),
    answer: Job,
  }),
  /** The outbox of subscribe messages to customers, all merchants, without whom they were for. */
  listMessages: query({
    audience,
    path: '/messages',
    access: 'job.view',
    summary: '消息',
    query: object({ ...PageQuery, state: optional(oneOf(...messageStates)), merchantId: optional(Id) }),
    answer: page(
      object({
        id: Id,
        at: Time,
        merchantName: T.String(),
        event: T.String(),
        state: oneOf(...messageStates),
        note: T.String(),
        sentAt: nullable(Time),
      }),
    ),
  }),
  listRefusedNotices: query({
    audience,
    path: '/refused-notices',
    access: 'notice.view',
    summary: '被拒通知',
    query: object({ ...PageQuery }),
    answer: page(
      object({
        id: Id,
        at: Time,
        provider: T.String(),
        channelAccountId: T.String(),
        reason: T.String(),
        ip: T.String(),
      }),
    ),
  }),
}

const permission = 'permission' as const
const PermissionNode = object({
  code: T.String(),
  zh: T.String(),
  en: T.String(),
  permissions: T.Array(object({ code: T.String(), zh: T.String(), en: T.String() })),
})
export const RoleTemplate = object({
  id: Id,
  platform: T.String(),
  name: T.String(),
  scope: ScopeWord,
  permissions: T.Array(T.String()),
  secondFactor: T.Boolean(),
  roles: Whole,
})

export const permissionRoutes = {
  listPlatforms: query({
    audience: permission,
    path: '/platforms',
    access: 'permission.view',
    summary: '平台',
    answer: object({
      items: T.Array(
        object({ code: T.String(), name: T.String(), roles: Whole, permissions: Whole, members: Whole }),
      ),
    }),
  }),
  permissionTree: query({
    audience: permission,
    path: '/platforms/:platform/permissions',
    access: 'permission.view',
    summary: '权限树',
    params: object({ platform: T.String({ maxLength: 30 }) }),
    answer: object({ items: T.Array(PermissionNode) }),
  }),
  listRoleTemplates: query({
    audience: permission,
    path: '/platforms/:platform/role-templates',
    access: 'permission.view',
    summary: '角色模板',
    params: object({ platform: T.String({ maxLength: 30 }) }),
    answer: object({ items: T.Array(RoleTemplate) }),
  }),
  /** What new merchants start with; preset roles of existing merchants follow at once. */
  editRoleTemplate: command({
    audience: permission,
    method: 'PATCH',
    path: '/role-templates/:roleTemplateId',
    access: 'permission.edit',
    confirmed: true,
    summary: '修改角色模板',
    params: object({ roleTemplateId: Id }),
    body: object({
      scope: optional(ScopeWord),
      permissions: optional(T.Array(T.String({ maxLength: 60 }), { maxItems: 200 })),
      secondFactor: optional(T.Boolean()),
    }),
    answer: RoleTemplate,
  }),
}
