import { useRef, useState } from 'react'
import type { ApiError } from '@sesame/contract/client.ts'
import { newKey } from '../api/key'
import { say } from './go'
import { problemOf } from './use-asked'

type Options = {
  /** What is being asked for, as text: other content needs another key. */
  about?: string
  /** Says true when it has told the person itself. */
  refused?: (problem: ApiError) => boolean
}

/**
 * A command that can't be sent twice: taps while it is under way are dropped, and after a lost answer the
 * same key goes out again, so the server repeats its answer instead of the deed.
 */
export function useCommand(deed: (key: string) => Promise<void>, options: Options = {}) {
  const open = useRef<{ key: string; about: string | undefined }>()
  const underWay = useRef(false)
  const [busy, setBusy] = useState(false)

  async function run() {
    if (underWay.current) return
    underWay.current = true
    setBusy(true)
    if (open.current?.about !== options.about) open.current = undefined
    open.current ??= { key: newKey(), about: options.about }
    try {
      await deed(open.current.key)
      open.current = undefined
    } catch (error) {
      const problem = problemOf(error)
      if (problem.status >= 400 && problem.status < 500) open.current = undefined
      if (options.refused?.(problem) !== true) say(problem.message)
    } finally {
      underWay.current = false
      setBusy(false)
    }
  }

  return { busy, run }
}
