import { sql } from 'kysely'
import { accountWords, classWords, transferWords } from '@sesame/contract/messages/books'
import type { Language, Messages } from '@sesame/contract/messages/messages'
import type { Tx } from '../kernel/db.ts'

/** What people call the accounts with these codes; the ids in them are replaced by numbers and names. */
export async function accountNamer(
  tx: Tx,
  codes: readonly string[],
  language: Language,
): Promise<(code: string) => string> {
  const ids = [...new Set(codes.flatMap((code) => code.match(uuids) ?? []))]
  const rows = await tx.query(sql<{ id: string; name: string }>`
    select id, number as name from card where merchant_id = ${tx.merchantId} and id = any(${ids}::uuid[])
    union all select id, name from product where merchant_id = ${tx.merchantId} and id = any(${ids}::uuid[])
    union all select id, number from sale_order where merchant_id = ${tx.merchantId} and id = any(${ids}::uuid[])
    union all select id, name from staff where merchant_id = ${tx.merchantId} and id = any(${ids}::uuid[])
    union all select id, name from store where merchant_id = ${tx.merchantId} and id = any(${ids}::uuid[])
    union all select id, name from channel_account where merchant_id = ${tx.merchantId} and id = any(${ids}::uuid[])
    union all select r.id, o.number from refund r join sale_order o on o.merchant_id = r.merchant_id
      and o.id = r.order_id where r.merchant_id = ${tx.merchantId} and r.id = any(${ids}::uuid[])`)
  const names = new Map(rows.map((row) => [row.id, row.name]))
  return (code) =>
    nameOf(code, { language, merchantId: tx.merchantId }, (id) => names.get(id) ?? id.slice(0, 8))
}

const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

const words: Messages = accountWords

function nameOf(
  code: string,
  { language, merchantId }: { language: Language; merchantId: string },
  of: (id: string) => string,
): string {
  const [kind = '', id = '', part = '', pot = ''] = code.split(':')
  const word = (words[code] ?? words[kind === 'card' ? `card:${part}` : kind])?.[language]
  if (kind === 'cash' && id === merchantId) return accountWords['cash:merchant'][language]
  const potName = pot === 'value' ? accountWords['pot:value'][language] : of(pot)
  return word?.replace('{of}', of(id)).replace('{pot}', potName) ?? code
}

/** What all accounts of a class are called together. */
export function className(accountClass: string, language: Language): string {
  const known: Messages = { ...accountWords, ...classWords }
  return known[accountClass]?.[language] ?? accountClass
}

/** Units are money or the product that is counted. */
export async function unitNamer(
  tx: Tx,
  units: readonly string[],
  language: Language,
): Promise<(unit: string) => string> {
  const ids = [...new Set(units.filter((unit) => unit !== 'CNY'))]
  const rows = await tx.query(sql<{ id: string; name: string }>`
    select id, name || '（' || unit || '）' as name from product
    where merchant_id = ${tx.merchantId} and id::text = any(${ids}::text[])`)
  const names = new Map(rows.map((row) => [row.id, row.name]))
  return (unit) => (unit === 'CNY' ? accountWords['unit:CNY'][language] : (names.get(unit) ?? unit))
}

/** What a movement is called; the taking back of one is named after it. */
export function transferName(kind: string, language: Language): string {
  const undone = kind.endsWith('_undone')
  const name = (transferWords as Messages)[undone ? kind.slice(0, -'_undone'.length) : kind]?.[language]
  if (name === undefined) return kind
  if (!undone) return name
  return language === 'zh' ? `撤销：${name}` : `Undone: ${name}`
}
