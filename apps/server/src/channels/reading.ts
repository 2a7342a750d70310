/** An answer or notification whose shape is not the documented one. Stays inside channels/. */
export class Unreadable extends Error {
  constructor(field: string) {
    super(`field ${field} is missing or malformed`)
    this.name = 'Unreadable'
  }
}

export type Fields = Readonly<Record<string, unknown>>

export function fieldsOf(value: unknown, name = 'document'): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Unreadable(name)
  return value as Fields
}

export function textOf(fields: Fields, name: string): string {
  const value = optionalText(fields, name)
  if (value === undefined) throw new Unreadable(name)
  return value
}

/**
 * Channels leave a field out, send null, or send '' when there is nothing to say: all three are undefined.
 */
export function optionalText(fields: Fields, name: string): string | undefined {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'string') throw new Unreadable(name)
  return value
}

export function oneOf<Word extends string>(fields: Fields, name: string, words: readonly Word[]): Word {
  const value = textOf(fields, name)
  const word = words.find((candidate) => candidate === value)
  if (word === undefined) throw new Unreadable(name)
  return word
}

/** JSON numbers beyond 2^53 have already lost digits when they are read, so they are refused. */
export function wholeNumber(fields: Fields, name: string): bigint {
  const value = fields[name]
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw new Unreadable(name)
  return BigInt(value)
}

export function instantOf(fields: Fields, name: string): Date {
  const instant = new Date(textOf(fields, name))
  if (Number.isNaN(instant.getTime())) throw new Unreadable(name)
  return instant
}
