import type { ReactNode } from 'react'
import { Action } from './action'
import { say } from './go'
import { Answer } from './shell'
import { problemOf } from './use-asked'
import type { Pages } from './use-pages'

type Props<Item> = {
  pages: Pages<Item>
  empty: ReactNode
  who?: 'customer' | 'staff'
  children: (item: Item) => ReactNode
}

export function PagedList<Item>({ pages, empty, who, children }: Props<Item>) {
  const { items, more } = pages
  return (
    <Answer asked={pages} who={who}>
      {() => (
        <>
          {items.length === 0 ? empty : items.map(children)}
          {more !== undefined && (
            <Action
              look="quiet"
              onPress={() => more().catch((error: unknown) => say(problemOf(error).message))}
            >
              再看一些
            </Action>
          )}
        </>
      )}
    </Answer>
  )
}
