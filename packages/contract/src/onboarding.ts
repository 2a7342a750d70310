import { Me } from './access.ts'
import { command, query } from './route.ts'
import {
  Day,
  Done,
  Id,
  LoginName,
  Mobile,
  Name,
  PageQuery,
  Password,
  Search,
  T,
  Text,
  Time,
  Whole,
  nullable,
  object,
  oneOf,
  optional,
  page,
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
const Form = {
  form: T.Array(FormField, { maxItems: 60 }),
  documents: T.Array(DocumentKind, { maxItems: 20 }),
}
const TypeCode = T.String({ pattern: '^[a-z][a-z-]{1,29}$' })

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
const Reason = object({ key: Key, reason: T.String({ minLength: 1, maxLength: 200 }) })

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
    answer: Application,
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

const operator = 'operator' as const
const applicationParams = object({ applicationId: Id })

/** The operator keeps the types and reviews who wants to come in. */
export const onboardingReviewRoutes = {
  listTypes: query({
    audience: operator,
    path: '/merchant-type-forms',
    access: 'merchant-type.view',
    summary: '商户类型与资料',
    answer: object({ items: T.Array(MerchantType) }),
  }),
  addType: command({
    audience: operator,
    path: '/merchant-type-forms',
    access: 'merchant-type.edit',
    summary: '新增商户类型',
    body: object({ code: TypeCode, name: Name, summary: Text(200), enabled: T.Boolean(), ...Form }),
    answer: MerchantType,
  }),
  editType: command({
    audience: operator,
    method: 'PATCH',
    path: '/merchant-type-forms/:code',
    access: 'merchant-type.edit',
    summary: '修改商户类型',
    params: object({ code: TypeCode }),
    body: object({ name: Name, summary: Text(200), enabled: T.Boolean(), ...Form }),
    answer: MerchantType,
  }),
  listApplications: query({
    audience: operator,
    path: '/applications',
    access: 'application.review',
    summary: '入驻申请',
    query: object({
      ...PageQuery,
      state: optional(oneOf(...applicationStates)),
      typeCode: optional(Search),
      search: optional(Search),
    }),
    answer: page(
      object({
        id: Id,
        merchantId: Id,
        merchantCode: T.String(),
        merchantName: T.String(),
        typeName: nullable(T.String()),
        state: oneOf(...applicationStates),
        createdAt: Time,
        submittedAt: nullable(Time),
        reviewedAt: nullable(Time),
      }),
    ),
  }),
  reviewedApplication: query({
    audience: operator,
    path: '/applications/:applicationId',
    access: 'application.review',
    summary: '入驻申请',
    params: applicationParams,
    answer: object({ merchantId: Id, merchantName: T.String(), application: Application }),
  }),
  /** The secret values in full, for comparing with the documents; each look is written down. */
  revealApplication: command({
    audience: operator,
    path: '/applications/:applicationId/reveal',
    access: 'application.review',
    confirmed: true,
    summary: '查看完整号码',
    params: applicationParams,
    answer: object({ values: T.Record(T.String(), T.String()) }),
  }),
  /** Approved: the merchant is open. Rejected: with at least one reason, and the merchant may hand in again. */
  reviewApplication: command({
    audience: operator,
    path: '/applications/:applicationId/review',
    access: 'application.review',
    summary: '审核入驻申请',
    params: applicationParams,
    body: object({
      decision: oneOf('approved', 'rejected'),
      note: Text(300),
      reasons: T.Array(Reason, { maxItems: 80 }),
    }),
    answer: Application,
  }),
  listExpiringDocuments: query({
    audience: operator,
    path: '/expiring-documents',
    access: 'application.review',
    summary: '即将到期的证照',
    query: object({ ...PageQuery }),
    answer: page(
      object({
        id: Id,
        merchantId: Id,
        merchantName: T.String(),
        kind: T.String(),
        label: T.String(),
        expiresOn: Day,
      }),
    ),
  }),
}
