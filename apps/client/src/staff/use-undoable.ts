import { useEffect, useState } from 'react'
import type { Redemption } from '../api/types'

export const undoReason = '店员当场撤销'

/** Whether it may still be undone, changing by itself when the time is over. */
export function useUndoable(redemption: Redemption | undefined): boolean {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const clock = setInterval(() => setNow(Date.now()), 5000)
    return () => clearInterval(clock)
  }, [])
  return redemption?.state === 'done' && new Date(redemption.undoUntil).getTime() > now
}
