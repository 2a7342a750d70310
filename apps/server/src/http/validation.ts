import { Compile } from 'typebox/compile'
import type { TSchema } from 'typebox'
import type { Route } from '@sesame/contract/route'
import { refusal } from '../kernel/refusals.ts'

export const badRequest = refusal('http.bad_request', 400)

type Part = 'params' | 'query' | 'body'
export type Validate = (part: Part, value: unknown) => unknown

/** Bodies are taken as they are; params and queries, which are always text, become whole numbers and booleans. */
export function validatorOf(route: Route): Validate {
  const parts = {
    params: route.params && Compile(route.params),
    query: route.query && Compile(route.query),
    body: route.body && Compile(route.body),
  }
  return (part, given) => {
    const validator = parts[part]
    if (!validator) return checkNothing(part, given)
    const value = part === 'body' ? given : coerce(route[part] as TSchema, given)
    checkText(part, value)
    if (validator.Check(value)) return value
    throw badRequest({ fields: fieldsOf(part, validator.Errors(value)) })
  }
}

function checkNothing(part: Part, given: unknown): undefined {
  const empty = given == null || (typeof given === 'object' && Object.keys(given).length === 0)
  if (!empty) throw badRequest({ fields: [{ field: part, problem: 'nothing is expected here' }] })
  return undefined
}

function coerce(schema: TSchema, given: unknown): unknown {
  const { properties } = schema as { properties?: Record<string, { type?: string }> }
  const text = Object.entries((given ?? {}) as Record<string, unknown>)
  return Object.fromEntries(text.map(([name, value]) => [name, coerceOne(properties?.[name]?.type, value)]))
}

function coerceOne(type: string | undefined, value: unknown): unknown {
  if (typeof value !== 'string') return value
  if (type === 'integer' && /^-?[0-9]{1,16}$/.test(value)) return Number(value)
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true'
  return value
}

const depthMax = 12

/** Text that PostgreSQL cannot keep (NUL, half a surrogate pair) is wrong everywhere, whatever the schema says. */
function checkText(path: string, value: unknown, depth = 0): void {
  if (typeof value === 'string') {
    if (value.includes('\u0000') || !value.isWellFormed())
      throw badRequest({ fields: [{ field: path, problem: 'must be valid text' }] })
    return
  }
  if (value === null || typeof value !== 'object') return
  if (depth === depthMax) throw badRequest({ fields: [{ field: path, problem: 'is nested too deep' }] })
  for (const [name, inner] of Object.entries(value)) checkText(`${path}/${name}`, inner, depth + 1)
}

type Problem = { instancePath: string; message: string; keyword?: string }

function fieldsOf(part: Part, errors: readonly Problem[]): { field: string; problem: string }[] {
  return errors.slice(0, 10).map((error) => ({ field: part + error.instancePath, problem: error.message }))
}
