import { useSyncExternalStore } from 'react'
import type { Audience } from '@sesame/contract/route'

type Asking = { audience: Audience; answer: (given: boolean) => void }

let asking: Asking | undefined
const listeners = new Set<() => void>()

function change(next: Asking | undefined): void {
  asking = next
  for (const listen of listeners) listen()
}

/** Asks whoever sits there for their password again; false when they would not give it. */
export function askPassword(audience: Audience): Promise<boolean> {
  asking?.answer(false)
  return new Promise((resolve) => {
    const answer = (given: boolean) => {
      change(undefined)
      resolve(given)
    }
    change({ audience, answer })
  })
}

/** What the dialog shows; undefined while nobody is asked. */
export function usePasswordAsking(): Asking | undefined {
  return useSyncExternalStore(
    (listen) => {
      listeners.add(listen)
      return () => listeners.delete(listen)
    },
    () => asking,
  )
}
