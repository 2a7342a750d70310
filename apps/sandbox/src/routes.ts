/** A table of 'METHOD /path/:name' to whatever the owner of the table wants to do with it. */
export type Match<T> = { found: T; params: Record<string, string> } | 'no-path' | 'no-method'

type Line<T> = { method: string; parts: string[]; value: T }

export function routes<T>(table: Record<string, T>): (method: string, path: string) => Match<T> {
  const lines: Line<T>[] = Object.entries(table).map(([key, value]) => {
    const [method = '', path = ''] = key.split(' ')
    return { method, parts: path.split('/'), value }
  })

  return (method, path) => {
    const parts = path.split('/')
    const here = lines.flatMap((line) => {
      const params = matchParts(line.parts, parts)
      return params === undefined ? [] : [{ line, params }]
    })
    if (here.length === 0) return 'no-path'
    const match = here.find(({ line }) => line.method === method)
    return match === undefined ? 'no-method' : { found: match.line.value, params: match.params }
  }
}

function matchParts(pattern: string[], parts: string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, expected] of pattern.entries()) {
    const actual = parts[index] ?? ''
    if (!expected.startsWith(':')) {
      if (expected !== actual) return undefined
    } else if (actual === '') return undefined
    else params[expected.slice(1)] = decode(actual)
  }
  return params
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
