import { useState } from 'react'
import { useAsked, type Asked } from './use-asked'

type Page<Item> = { items: Item[]; nextCursor: string | null }
export type Pages<Item> = Asked<Page<Item>> & { items: Item[]; more: (() => Promise<void>) | undefined }

/** A list by pages: the first is asked like anything else, the following ones are added by `more`. */
export function usePages<Item>(
  question: (cursor?: string) => Promise<Page<Item>>,
  about: readonly unknown[],
): Pages<Item> {
  const first = useAsked(() => question(), about)
  const [added, setAdded] = useState<{ after: Page<Item>; pages: Page<Item>[] }>()
  const pages = first.value !== undefined && added?.after === first.value ? added.pages : []
  const last = pages.at(-1) ?? first.value
  const cursor = last?.nextCursor ?? null

  async function more() {
    if (first.value === undefined || cursor === null) return
    const next = await question(cursor)
    setAdded({ after: first.value, pages: [...pages, next] })
  }

  const items = [...(first.value?.items ?? []), ...pages.flatMap((page) => page.items)]
  return { ...first, items, more: cursor === null ? undefined : more }
}
