import type { SameKeys } from './same-keys.ts'
import * as zh from './zh/index.ts'

/**
 * Own code instead of a library: a message here is a plain string in a typed table, so a missing or misspelt
 * English key does not compile, and nothing is parsed at run time.
 */
export type Language = 'zh' | 'en'
type Table = typeof zh
export type Page = keyof Table
export type KeyOf<P extends Page> = keyof Table[P] & string

type Loaded = { [P in Page]: SameKeys<Table[P]> }
const loaded: { zh: Loaded; en?: Loaded } = { zh }

export function rememberedLanguage(): Language {
  return localStorage.getItem('sesame.language') === 'en' ? 'en' : 'zh'
}

export async function loadLanguage(language: Language): Promise<void> {
  if (language === 'en' && !loaded.en) {
    const en: Loaded = await import('./en/index.ts')
    loaded.en = en
  }
}

/** Fills `{name}` places; English may say `{count|one|other}` to choose by number. */
export function fill(message: string, values: Record<string, string | number> = {}): string {
  return message.replace(
    /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g,
    (place, name: string, one?: string, other?: string) => {
      const value = values[name]
      if (value === undefined) return place
      if (one === undefined) return String(value)
      return Number(value) === 1 ? one : (other ?? '')
    },
  )
}

export function messageOf<P extends Page>(language: Language, page: P, key: KeyOf<P>): string {
  const table = loaded[language] ?? loaded.zh
  return table[page][key]
}
