import { command, query } from './route.ts'
import type { Audience } from './route.ts'
import {
  Done,
  Id,
  LoginName,
  PageQuery,
  Password,
  T,
  Time,
  nullable,
  object,
  oneOf,
  optional,
  page,
} from './schema.ts'

export const ScopeWord = oneOf('all', 'merchant', 'store', 'own')

export const Me = object({
  staffId: Id,
  name: T.String(),
  loginName: T.String(),
  platform: oneOf('merchant', 'operator', 'permission'),
  merchant: object({ id: Id, code: T.String(), name: T.String(), typeCode: T.String(), state: T.String() }),
  storeId: nullable(Id),
  roles: T.Array(T.String()),
  permissions: T.Array(T.String()),
  scope: ScopeWord,
  mustChangePassword: T.Boolean(),
  /** A role asks for a second factor: until it is set up, nothing else may be done. */
  mustSetUpSecondFactor: T.Boolean(),
})

const Session = object({
  id: Id,
  createdAt: Time,
  lastSeenAt: Time,
  ip: T.String(),
  agent: T.String(),
  current: T.Boolean(),
})

const AppCode = T.String({ pattern: '^\\d{6}$' })

const LoginEvent = object({
  id: Id,
  at: Time,
  platform: oneOf('merchant', 'operator', 'permission'),
  outcome: oneOf('entered', 'wrong-password', 'wrong-code', 'locked'),
  ip: T.String(),
  agent: T.String(),
})

type ConsoleAudience = Exclude<Audience, 'customer'>

/** The same routes for each console: login, who am I, sessions, password, second factor. */
function consoleAccess<const A extends ConsoleAudience>(audience: A) {
  return { ...sessionsOf(audience), ...proofsOf(audience), ...secondFactorsOf(audience) }
}

function sessionsOf<const A extends ConsoleAudience>(audience: A) {
  return {
    /** Several memberships: refused with `access.choose_merchant` and `details.merchants` until one is named. */
    login: command({
      audience,
      path: '/session',
      access: 'public',
      summary: '登录',
      body: object({
        loginName: LoginName,
        password: T.String({ minLength: 1, maxLength: 128 }),
        merchantId: optional(Id),
        /** Refused with `access.second_factor_needed` until it is given, where the login has one. */
        secondFactor: optional(T.String({ minLength: 6, maxLength: 20 })),
        /** Apps that keep no cookies get the token in the answer; consoles get a cookie. */
        wantsToken: optional(T.Boolean()),
      }),
      answer: object({ me: Me, token: nullable(T.String()) }),
    }),
    me: query({ audience, path: '/session', access: 'session', summary: '当前登录', answer: Me }),
    logout: command({
      audience,
      method: 'DELETE',
      path: '/session',
      access: 'session',
      summary: '退出',
      answer: Done,
    }),
    listSessions: query({
      audience,
      path: '/sessions',
      access: 'session',
      summary: '登录设备',
      answer: object({ items: T.Array(Session) }),
    }),
    revokeSession: command({
      audience,
      method: 'DELETE',
      path: '/sessions/:sessionId',
      access: 'session',
      summary: '下线设备',
      params: object({ sessionId: Id }),
      answer: Done,
    }),
  }
}

/** A code from one's own phone beside the password. */
function secondFactorsOf<const A extends ConsoleAudience>(audience: A) {
  return {
    secondFactor: query({
      audience,
      path: '/second-factor',
      access: 'session',
      summary: '两步验证',
      answer: object({ since: nullable(Time), recoveryCodes: T.Integer(), required: T.Boolean() }),
    }),
    /** The secret for an authenticator app, as text and as the address that its QR code holds. */
    offerSecondFactor: command({
      audience,
      path: '/second-factor',
      access: 'session',
      confirmed: true,
      summary: '设置两步验证',
      answer: object({ secret: T.String(), uri: T.String() }),
    }),
    /** By a code made from the secret; answers the recovery codes, which are shown only now. */
    turnOnSecondFactor: command({
      audience,
      path: '/second-factor/confirmation',
      access: 'session',
      summary: '开启两步验证',
      body: object({ code: AppCode }),
      answer: object({ recoveryCodes: T.Array(T.String()) }),
    }),
    turnOffSecondFactor: command({
      audience,
      path: '/second-factor/end',
      access: 'session',
      confirmed: true,
      summary: '关闭两步验证',
      body: object({ code: T.String({ minLength: 6, maxLength: 20 }) }),
      answer: Done,
    }),
    /** Those made before are void. */
    makeRecoveryCodes: command({
      audience,
      path: '/second-factor/recovery-codes',
      access: 'session',
      confirmed: true,
      summary: '重新生成恢复码',
      answer: object({ recoveryCodes: T.Array(T.String()) }),
    }),
  }
}

/** What somebody proves who they are with. */
function proofsOf<const A extends ConsoleAudience>(audience: A) {
  return {
    changePassword: command({
      audience,
      path: '/password',
      access: 'session',
      summary: '修改密码',
      body: object({ currentPassword: T.String({ minLength: 1, maxLength: 128 }), newPassword: Password }),
      answer: Done,
    }),
    listLoginEvents: query({
      audience,
      path: '/login-events',
      access: 'session',
      summary: '登录记录',
      query: object({ ...PageQuery }),
      answer: page(LoginEvent),
    }),
    /** For a few minutes this session may call routes that ask for the password again. */
    confirmPassword: command({
      audience,
      path: '/session/confirmation',
      access: 'session',
      summary: '再次验证密码',
      body: object({ password: T.String({ minLength: 1, maxLength: 128 }) }),
      answer: Done,
    }),
  }
}

export const merchantAccess = consoleAccess('merchant')
export const operatorAccess = consoleAccess('operator')
export const permissionAccess = consoleAccess('permission')
