import { Me } from './access.ts'
import { command, query } from './route.ts'
import {
  Day,
  Done,
  Id,
  LoginName,
  Mobile,
  Name,
  Password,
  T,
  Text,
  Time,
  Whole,
  nullable,
  object,
  oneOf,
  optional,
} from './schema.ts'
import { applicationStates } from './states.ts'

/** How a field is read and checked. Values of `mobile`, `id-number` and `bank-account` are kept sealed. */
export const fieldKinds = [
  'text',
  'long-text',
  'number',
  'date',
  'choice',
  'mobile',
  'id-number',
  'license-number',
  'bank-account',
] as const
export type FieldKind = (typeof fieldKinds)[number]

const Key = T.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' })

export const FormField = object({
  key: Key,
  /** Fields of one group stand together below its name. */
  group: Text(30),
  label: Name,
  kind: oneOf(...fieldKinds),
  required: T.Boolean(),
  hint: Text(200),
  example: Text(100),
  /** What may be chosen; only with `choice`. */
  choices: T.Array(Name, { maxItems: 40 }),
})
export const DocumentKind = object({
  key: Key,
  label: Name,
  required: T.Boolean(),
  hint: Text(200),
  /** Whether it bears a date after which it is worth nothing. */
  expires: T.Boolean(),
})
export const Form = {
  form: T.Array(FormField, { maxItems: 60 }),
  documents: T.Array(DocumentKind, { maxItems: 20 }),
}
export const TypeCode = T.String({ pattern: '^[a-z][a-z-]{1,29}$' })

export const MerchantType = object({
  code: T.String(),
  name: T.String(),
  summary: T.String(),
  enabled: T.Boolean(),
  ...Form,
  merchants: Whole,
})

export const Document = object({
  id: Id,
  kind: T.String(),
  name: T.String(),
  contentType: oneOf('image/webp', 'application/pdf'),
  bytes: Whole,
  expiresOn: nullable(Day),
  uploadedAt: Time,
  /** Good for five minutes, for whoever has it. */
  url: T.String(),
})
export const Reason = object({ key: Key, reason: T.String({ minLength: 1, maxLength: 200 }) })

export const Application = object({
  id: Id,
  state: oneOf(...applicationStates),
  typeCode: nullable(T.String()),
  typeName: nullable(T.String()),
  form: T.Array(FormField),
  documentKinds: T.Array(DocumentKind),
  /** By the field's key; secret ones are masked. */
  values: T.Record(T.String(), T.String()),
  documents: T.Array(Document),
  /** What the last review found wrong, by the key of a field or a document. */
  reasons: T.Array(Reason),
  note: T.String(),
  submittedAt: nullable(Time),
  reviewedAt: nullable(Time),
  events: T.Array(
    object({
      id: Id,
      at: Time,
      from: nullable(T.String()),
      to: T.String(),
      actorName: T.String(),
      note: T.String(),
      reasons: T.Array(Reason),
    }),
  ),
})

const merchant = 'merchant' as const

/** A merchant signs up by itself, fills in what its type asks for, and hands it in. */
export const onboardingRoutes = {
  sendSignUpCode: command({
    audience: merchant,
    path: '/sign-up/one-time-codes',
    access: 'public',
    summary: '注册验证码',
    body: object({ mobile: Mobile }),
    answer: object({ resendAfterSeconds: Whole, expiresInSeconds: Whole }),
  }),
  /** One step to a login of one's own; the console keeps the session in its cookie. */
  signUp: command({
    audience: merchant,
    path: '/sign-up',
    access: 'public',
    summary: '注册',
    body: object({
      merchantName: Name,
      name: Name,
      loginName: LoginName,
      password: Password,
      mobile: Mobile,
      code: T.String({ pattern: '^\\d{6}$' }),
    }),
    answer: object({ me: Me }),
  }),
  listOpenTypes: query({
    audience: merchant,
    path: '/application/types',
    access: 'application.edit',
    summary: '可选商户类型',
    answer: object({ items: T.Array(object({ code: T.String(), name: T.String(), summary: T.String() })) }),
  }),
  getApplication: query({
    audience: merchant,
    path: '/application',
    access: 'application.edit',
    summary: '入驻资料',
    /** Null: the operator registered the merchant, so nothing was asked. */
    answer: object({ application: nullable(Application) }),
  }),
  /** Drafts are kept as they are; a secret value that is left out stays what it was. */
  saveApplication: command({
    audience: merchant,
    method: 'PATCH',
    path: '/application',
    access: 'application.edit',
    summary: '保存入驻资料',
    body: object({ typeCode: TypeCode, values: T.Record(Key, Text(500)) }),
    answer: Application,
  }),
  /** Refused with `application.incomplete` and what is missing or wrong. */
  submitApplication: command({
    audience: merchant,
    path: '/application/submission',
    access: 'application.edit',
    summary: '提交入驻申请',
    answer: Application,
  }),
  withdrawApplication: command({
    audience: merchant,
    path: '/application/withdrawal',
    access: 'application.edit',
    summary: '撤回入驻申请',
    answer: Application,
  }),
  /** A picture or a PDF as base64: checked by content and written anew. */
  addDocument: command({
    audience: merchant,
    path: '/application/documents',
    access: 'application.edit',
    summary: '上传证照',
    body: object({
      kind: Key,
      name: Name,
      expiresOn: optional(nullable(Day)),
      base64: T.String({ minLength: 4, maxLength: 14_000_000 }),
    }),
    answer: Document,
  }),
  removeDocument: command({
    audience: merchant,
    method: 'DELETE',
    path: '/application/documents/:documentId',
    access: 'application.edit',
    summary: '删除证照',
    params: object({ documentId: Id }),
    answer: Done,
  }),
}
