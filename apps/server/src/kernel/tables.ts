/**
 * Every table without a tenant. All others start with merchant_id in every key and are protected by
 * row-level security; the catalog test holds the database against this list.
 */

/** Small and rarely written: reference tables on a cluster, so foreign keys to them are fine. */
export const referenceTables = [
  'merchant',
  'merchant_type',
  'platform',
  'permission',
  'role_template',
  'channel_account_address',
  'operator_channel_account',
  'platform_certificate',
  'certificate_refresh',
  'domain_check',
  'schema_migration',
] as const

/** Large: distributed by person or apart, with no foreign key between them and a tenant's table. */
export const personTables = [
  'person',
  'person_identity',
  'one_time_code',
  'oauth_state',
  'login',
  'login_event',
  'recovery_code',
  'membership',
  'session',
  'app_token',
  'refused_notice',
] as const

export const globalTables: readonly string[] = [...referenceTables, ...personTables]
