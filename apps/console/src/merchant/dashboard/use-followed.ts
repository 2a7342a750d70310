import { useEffect, useRef } from 'react'
import type { Figures } from './figures.ts'

const atMostEveryMilliseconds = 5000

/** The lists beside the live figures are asked anew when the figures move, but not at every step. */
export function useFollowed(latest: Figures | undefined, ask: () => unknown): void {
  const asked = useRef(0)
  const again = useRef(ask)
  again.current = ask
  const moved = latest && JSON.stringify({ ...latest, at: '' })
  useEffect(() => {
    if (moved === undefined) return
    const wait = Math.max(0, asked.current + atMostEveryMilliseconds - Date.now())
    const timer = setTimeout(() => {
      asked.current = Date.now()
      again.current()
    }, wait)
    return () => clearTimeout(timer)
  }, [moved])
}
