import { useCallback } from 'react'
import { useAppearance } from './appearance.tsx'
import { fill, messageOf, type KeyOf, type Page } from './messages/index.ts'

export type Text<P extends Page> = (key: KeyOf<P>, values?: Record<string, string | number>) => string

/** The texts of one page in the chosen language: `const text = useText('orders'); text('title')`. */
export function useText<P extends Page>(page: P): Text<P> {
  const { language } = useAppearance()
  return useCallback((key, values) => fill(messageOf(language, page, key), values), [language, page])
}
