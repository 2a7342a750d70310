/** JSON Schema as the contract's schemas are. */
export type Schema = {
  type?: string
  format?: string
  pattern?: string
  enum?: string[]
  const?: unknown
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  patternProperties?: Record<string, Schema>
  required?: string[]
  minLength?: number
  minimum?: number
}

/** Words that fit a pattern; a new pattern in the contract needs a line here. */
const words: Record<string, string> = {
  '^1[3-9]\\d{9}$': '13912345678',
  '^[0-9A-HJKMNP-TV-Z]{6}$': 'ABC123',
  '^[a-z][a-z0-9._-]{2,39}$': 'some.one',
  '^[a-z][a-z-]{1,29}$': 'tea-house',
  '^[a-z][a-z0-9-]{0,39}$': 'licence-1',
  '^\\d{4}-\\d{2}-\\d{2}$': '2026-03-01',
  '^\\d{6}$': '123456',
  '^#[0-9A-Fa-f]{6}$': '#0F7B6C',
  '^[0-9+ -]*$': '0571-88001234',
  '^\\d{1,19}$': '1',
  '\\S': '样品',
  '^[A-Z_]+$': 'ICBC_DEBIT',
  '^\\d{12,19}$': '6222020200112230',
  '^\\d{8,12}$': '1900000001',
  '^[0-9A-Fa-f]{20,64}$': 'A'.repeat(40),
  '^\\d{8,30}$': '6222000000000001',
  '^\\d{16}$': '2088000000000001',
  '^(1[0-5]\\d{16}|(2[5-9]|30)\\d{14,22})$': '130000000000000000',
  '^[0-9A-Za-z-]{6,32}$': 'SF1234567890',
  '^\\d{4}$': '1234',
  '^[0-9A-Za-z]+$': 'wx0123456789abcdef',
  '^MP_verify_[0-9A-Za-z]{16}\\.txt$': 'MP_verify_0123456789abcdef.txt',
}

/** Texts whose form the schema does not tell. */
const texts: Record<string, string> = { lines: '[]', items: '[]', platform: 'merchant' }

/** A value that fits; ids are taken by the property's name, so that a test decides whose they are. */
export function sample(schema: Schema, idOf: (name: string) => string, name = ''): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) {
    const [first] = schema.anyOf.filter((branch) => branch.type !== 'null')
    return sample(first!, idOf, name)
  }
  if (schema.properties)
    return Object.fromEntries(
      Object.entries(schema.properties)
        .filter(([property]) => property !== 'cursor')
        .map(([property, inner]) => [property, sample(inner, idOf, property)]),
    )
  // A record may be empty.
  if (schema.patternProperties) return {}
  if (schema.type === 'array') return [sample(schema.items!, idOf, name.replace(/s$/, ''))]
  if (schema.type === 'integer') return Math.max(schema.minimum ?? 1, 1)
  if (schema.type === 'boolean') return true
  if (schema.type === 'string') return text(schema, idOf, name)
  throw new Error(`no sample of ${name} ${JSON.stringify(schema)}`)
}

function text(schema: Schema, idOf: (name: string) => string, name: string): string {
  if (schema.format === 'uuid') return idOf(name)
  if (name === 'shop') return idOf(name)
  if (schema.pattern !== undefined) {
    const word = words[schema.pattern]
    if (word === undefined) throw new Error(`no sample of the pattern ${schema.pattern}`)
    return word
  }
  return texts[name] ?? 'x'.repeat(Math.max(schema.minLength ?? 1, 1))
}
