import assert from 'node:assert/strict'
import { Compile } from 'typebox/compile'
import type { TSchema } from 'typebox'

type Shape = (value: unknown) => unknown
type Node = {
  type?: string
  properties?: Record<string, Node>
  items?: Node
  anyOf?: Node[]
  const?: unknown
}

/**
 * The one place where answers become JSON: money and times are written out, and what the schema does not name
 * does not leave the server.
 */
export function answerOf(schema: TSchema): { shape: Shape; problem(answer: unknown): string | undefined } {
  const shape = shapeOf(schema as Node)
  const validator = Compile(schema)
  return {
    shape,
    problem: (answer) => {
      if (validator.Check(answer)) return undefined
      const [first] = validator.Errors(answer)
      return `${first?.instancePath ?? ''} ${first?.message ?? 'does not fit'}`
    },
  }
}

function shapeOf(node: Node): Shape {
  if (node.anyOf) return unionShape(node.anyOf)
  if (node.properties) return objectShape(node.properties)
  if (node.items) {
    const item = shapeOf(node.items)
    return (value) => (Array.isArray(value) ? value.map(item) : plain(value))
  }
  return plain
}

function objectShape(properties: Record<string, Node>): Shape {
  const shapes = Object.entries(properties).map(([name, node]) => [name, shapeOf(node)] as const)
  return (value) => {
    if (value === null || typeof value !== 'object') return plain(value)
    const given = value as Record<string, unknown>
    const answer: Record<string, unknown> = {}
    for (const [name, shape] of shapes) if (given[name] !== undefined) answer[name] = shape(given[name])
    return answer
  }
}

/** Null stands for itself; of several objects, the one whose fixed words are those of the value. */
function unionShape(branches: Node[]): Shape {
  const shapes = branches.map((branch) => ({ branch, shape: shapeOf(branch) }))
  return (value) => {
    if (value === null) return null
    const chosen = shapes.find(({ branch }) => branch.type !== 'null' && fits(branch, value))
    return chosen ? chosen.shape(value) : plain(value)
  }
}

function fits(branch: Node, value: unknown): boolean {
  if (!branch.properties) return true
  if (typeof value !== 'object') return false
  const given = value as Record<string, unknown>
  return Object.entries(branch.properties).every(
    ([name, node]) => node.const === undefined || node.const === given[name],
  )
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') {
    const number = Number(value)
    assert(Number.isSafeInteger(number), 'an amount beyond what JSON can carry')
    return number
  }
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(plain)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]))
}
