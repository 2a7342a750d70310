import { sample } from '../../apps/server/test/samples.ts'
import type { Schema as PlainSchema } from '../../apps/server/test/samples.ts'
import type { Dice } from '../harness/dice.ts'

export type Schema = PlainSchema & {
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  maxLength?: number
  maximum?: number
  minItems?: number
  maxItems?: number
}

export type Known = {
  idOf(name: string): string
  /** Words that mean something here: logins, mobiles, codes. */
  wordOf(name: string): string | undefined
}

const texts = [
  'x',
  '游泳年卡',
  "Robert'); drop table card;--",
  '🏊‍♀️',
  ' ',
  '%_\\',
  '\u202e',
  'NaN',
  '0',
  'null',
  '<b>',
]

/** Values that a schema lets through, from plain to far-fetched, and now and then one that it does not. */
export function generator(chance: Dice, known: Known) {
  function value(schema: Schema, name = ''): unknown {
    if (schema.const !== undefined) return schema.const
    if (schema.enum) return chance.oneOf(schema.enum)
    if (schema.anyOf) return value(chance.oneOf(schema.anyOf), name)
    if (schema.properties) return filled(schema)
    switch (schema.type) {
      case 'null':
        return null
      case 'boolean':
        return chance.chance(0.5)
      case 'integer':
        return integer(schema)
      case 'string':
        return text(schema, name)
      case 'array':
        return list(schema, name)
      default:
        return {}
    }
  }

  function filled({ properties = {}, required = [] }: Schema): Record<string, unknown> {
    const wanted = Object.entries(properties).filter(
      ([name]) => required.includes(name) || chance.chance(0.5),
    )
    return Object.fromEntries(wanted.map(([name, inner]) => [name, value(inner, name)]))
  }

  function integer({ minimum = -3, maximum = Number.MAX_SAFE_INTEGER }: Schema): number {
    const wished = chance.oneOf([
      minimum,
      minimum + 1,
      1,
      2,
      5,
      10,
      99,
      100,
      12_50,
      100_00,
      maximum,
      maximum - 1,
    ])
    return Math.min(maximum, Math.max(minimum, wished))
  }

  function text(schema: Schema, name: string): string {
    if (schema.format === 'uuid') return known.idOf(name)
    const word = known.wordOf(name)
    if (word !== undefined && chance.chance(0.8)) return word
    if (schema.pattern !== undefined && schema.pattern !== '\\S')
      return String(sample(schema, known.idOf, name))
    const { minLength = 0, maxLength = 5000 } = schema
    const base = chance.oneOf(texts)
    const long = chance.chance(0.1) ? base.repeat(Math.ceil(maxLength / base.length)) : base
    return long.padEnd(minLength, 'x').slice(0, Math.max(minLength, maxLength))
  }

  function list(schema: Schema, name: string): unknown[] {
    const { minItems = 0, maxItems = 50 } = schema
    const length = Math.min(maxItems, Math.max(minItems, chance.oneOf([0, 1, 1, 2, 3])))
    const singular = name.replace(/s$/, '')
    return Array.from({ length }, () => value(schema.items ?? {}, singular))
  }

  return { value }
}

/** One part, anywhere in it, becomes something that nobody expects. */
export function spoilt(chance: Dice, whole: unknown): unknown {
  const odd = () =>
    chance.oneOf<unknown>([
      null,
      true,
      -1,
      0,
      1.5,
      1e300,
      '',
      'a\u0000b',
      '\ud800',
      [],
      {},
      '１２',
      2 ** 53,
      'x'.repeat(9000),
    ])
  if (whole === null || typeof whole !== 'object' || chance.chance(0.2)) return odd()
  const names = Object.keys(whole)
  if (names.length === 0) return { surprise: odd() }
  const name = chance.oneOf(names)
  const copy = (Array.isArray(whole) ? [...(whole as unknown[])] : { ...whole }) as Record<string, unknown>
  copy[name] = spoilt(chance, copy[name])
  return copy
}
