import type { Route } from '@sesame/contract/route'
import type { Schema } from './samples.ts'

type Values = Record<string, unknown>
export type Spoilt<T> = [what: string, value: T]

const wide = '１２３'
const beyond = '9007199254740993'

/** Ids of the wrong form; what has the right form and names nothing is another case. */
export function spoiltParams(route: Route, fitting: unknown): Spoilt<Values>[] {
  const names = Object.keys((route.params as Schema | undefined)?.properties ?? {})
  const wrong = [
    'x',
    wide,
    '\u0000',
    '../..',
    "' or 1=1 --",
    '01900000-0000-7000-8000-00000000000G',
    'x'.repeat(400),
  ]
  return names.flatMap((name) =>
    wrong.map((value): Spoilt<Values> => [
      `param ${name}=${value.slice(0, 40)}`,
      { ...(fitting as Values), [name]: value },
    ]),
  )
}

export function spoiltQueries(route: Route, fitting: unknown): Spoilt<Values>[] {
  const properties = (route.query as Schema | undefined)?.properties ?? {}
  const spoilt = Object.entries(properties).flatMap(([name, schema]) =>
    wrongTexts(name, schema).map((value): Spoilt<Values> => [
      `query ${name}=${value.slice(0, 40)}`,
      { ...(fitting as Values), [name]: value },
    ]),
  )
  return [...spoilt, ['an unknown query', { ...(fitting as Values), surprise: '1' }]]
}

function wrongTexts(name: string, schema: Schema): string[] {
  if (schema.type === 'integer')
    return ['x', '1.5', '-1', wide, beyond, '99999999999999999999', '1e3', '0x10']
  if (schema.type === 'boolean') return ['yes', '1', wide]
  if (schema.format === 'uuid') return ['x', wide, '\u0000']
  if (name === 'cursor') return ['x', 'AAAA', Buffer.from('\u0000').toString('base64url'), '\u0000']
  if (name === 'from' || name === 'to') return ['x', '2026-1-1', '2026-13-45', '２０２６-01-01']
  if (schema.enum) return ['nonsense', wide, '\u0000']
  return ['\u0000', 'x'.repeat(9000)]
}

const nested = `${'['.repeat(50_000)}${']'.repeat(50_000)}`

/** The whole text of bodies that do not fit: as a whole, or in one of their parts. */
export function spoiltBodies(route: Route, fitting: unknown): Spoilt<string | Buffer>[] {
  if (!route.command) return []
  if (!route.body)
    return [['a body where none is expected', '{"surprise":1}']].map(([what, text]) => [what!, text!])
  const whole: Spoilt<string | Buffer>[] = [
    ['no JSON', '{'],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22])],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['a text', '"x"'],
    ['nested too deep', nested],
    ['an unknown property', JSON.stringify({ ...(fitting as Values), surprise: 1 })],
    ['a prototype', `{"__proto__":{"admin":true},${JSON.stringify(fitting).slice(1)}`],
  ]
  const optional = isAllOptional(route.body as Schema)
  return [
    ...whole.filter(([what]) => !(optional && what === 'a prototype')),
    ...spoiltParts(route.body as Schema, fitting, (part) => part),
  ]
}

const isAllOptional = (schema: Schema): boolean => !schema.required?.length

type Put = (part: unknown) => unknown

/** Each part in turn is made wrong, with everything else as it should be. */
function spoiltParts(schema: Schema, fitting: unknown, put: Put, path = ''): Spoilt<string>[] {
  const branch = schema.anyOf ? branchOf(schema.anyOf, fitting) : schema
  const spoil = (value: unknown): Spoilt<string> => [
    `body ${path}=${String(value).slice(0, 30)}`,
    JSON.stringify(put(value)),
  ]
  const here = wrongValues(branch).map(spoil)
  if (branch.properties)
    return [
      ...(path === '' ? [] : here),
      ...Object.entries(branch.properties).flatMap(([name, inner]) =>
        spoiltParts(
          inner,
          (fitting as Values)[name],
          (part) => put({ ...(fitting as Values), [name]: part }),
          `${path}/${name}`,
        ),
      ),
    ]
  if (branch.items && Array.isArray(fitting))
    return [...here, ...spoiltParts(branch.items, fitting[0], (part) => put([part]), `${path}/0`)]
  return here
}

function branchOf(branches: Schema[], fitting: unknown): Schema {
  const fits = (branch: Schema) =>
    Object.entries(branch.properties ?? {}).every(
      ([name, inner]) => inner.const === undefined || inner.const === (fitting as Values)[name],
    )
  return branches.find((branch) => branch.type !== 'null' && fits(branch))!
}

function wrongValues(schema: Schema): unknown[] {
  if (schema.const !== undefined || schema.enum) return ['nonsense', 1, '\u0000']
  if (schema.type === 'integer') return ['1', 1.5, -1e15, 9_007_199_254_740_992, 1e300, wide, true]
  if (schema.type === 'boolean') return ['true', 1, 0]
  if (schema.type === 'array') return ['x', {}, 1]
  if (schema.type === 'string')
    return [1, true, {}, 'a\u0000b', 'x'.repeat(9_000_000).slice(0, 200_000), '\ud800']
  return ['x', 1, []]
}
