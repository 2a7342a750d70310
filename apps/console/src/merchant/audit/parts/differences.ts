export type Difference = { field: string; before: string; after: string; changed: boolean }

/** Two recorded objects as lines, field by field; lists and objects inside are opened by their paths. */
export function differencesOf(before: unknown, after: unknown): Difference[] {
  const old = flatten(before)
  const now = flatten(after)
  return [...new Set([...old.keys(), ...now.keys()])].map((field) => {
    const [from = '', to = ''] = [old.get(field), now.get(field)]
    // A change records only the fields that it touched, so a field absent from one side says nothing there.
    return { field, before: from, after: to, changed: from !== to }
  })
}

function flatten(value: unknown, path = ''): Map<string, string> {
  const lines = new Map<string, string>()
  if (value === null || value === undefined) return lines
  if (typeof value !== 'object') return lines.set(path, String(value))
  const entries = Object.entries(value)
  if (entries.length === 0) return path ? lines.set(path, Array.isArray(value) ? '[]' : '{}') : lines
  for (const [name, inner] of entries) {
    const place = path ? `${path}.${name}` : name
    if (inner === null) lines.set(place, '–')
    for (const [field, text] of flatten(inner, place)) lines.set(field, text)
  }
  return lines
}
