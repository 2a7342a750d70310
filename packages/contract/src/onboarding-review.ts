import { Application, Form, MerchantType, Reason, TypeCode } from './onboarding.ts'
import { command, query } from './route.ts'
import {
  Day,
  Id,
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
import { applicationStates } from './states.ts'

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
