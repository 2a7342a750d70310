/**
 * Every table without a tenant. All others start with merchant_id in every key and are protected by
 * row-level security; the catalog test holds the database against this list.
 */
export const globalTables: readonly string[] = ['merchant', 'schema_migration']
