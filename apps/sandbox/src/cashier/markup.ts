/** HTML that is already safe to show. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const shown = (value: unknown): string => {
  if (value instanceof Markup) return value.text
  if (Array.isArray(value)) return value.map(shown).join('')
  if (value === undefined || value === null || value === false) return ''
  return String(value).replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '')
}

/** Whatever is put in is escaped, unless it is markup itself. */
export function markup(strings: TemplateStringsArray, ...values: unknown[]): Markup {
  return new Markup(
    strings.map((part, index) => part + (index < values.length ? shown(values[index]) : '')).join(''),
  )
}
