/** A wrong call of the control API. */
export class Wrong extends Error {
  readonly status: number

  constructor(message: string, status = 400) {
    super(message)
    this.status = status
  }
}

export type Asked = Record<string, unknown>

export function parseAsked(text: string): Asked {
  if (text === '') return {}
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Asked
  } catch {
    // Refused below, like JSON that is not an object.
  }
  throw new Wrong('The body is not a JSON object')
}

export function optionalText(asked: Asked, name: string): string | undefined {
  const value = asked[name]
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'string') throw new Wrong(`${name} is not a text`)
  return value
}

export function text(asked: Asked, name: string): string {
  const value = optionalText(asked, name)
  if (value === undefined) throw new Wrong(`${name} is missing`)
  return value
}

export function optionalCount(asked: Asked, name: string): number | undefined {
  const value = asked[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw new Wrong(`${name} is not a count`)
  return value
}

export function optionalFlag(asked: Asked, name: string): boolean | undefined {
  const value = asked[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'boolean') throw new Wrong(`${name} is neither true nor false`)
  return value
}

export function oneOf<T extends string>(asked: Asked, name: string, allowed: readonly T[]): T {
  const value = text(asked, name)
  const found = allowed.find((each) => each === value)
  if (found === undefined) throw new Wrong(`${name} is none of ${allowed.join(', ')}`)
  return found
}
