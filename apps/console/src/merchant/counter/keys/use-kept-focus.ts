import type { InputRef } from 'antd'
import { useEffect, type RefObject } from 'react'
import { hasKeyboard, isDialogOpen, isEditable } from './where.ts'

/** Whatever is typed or scanned lands in the box, unless another field or a dialog has the cursor. */
export function useKeptFocus(box: RefObject<InputRef | null>): void {
  useEffect(() => {
    const type = (event: KeyboardEvent) => {
      const types =
        event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey
      // The key that is being pressed then types into the box.
      if (types && !isEditable(event.target) && !isDialogOpen()) box.current?.focus()
    }
    const rest = () => {
      if (!hasKeyboard()) return
      setTimeout(() => {
        const selecting = window.getSelection()?.isCollapsed === false
        if (!selecting && !isEditable(document.activeElement) && !isDialogOpen()) box.current?.focus()
      })
    }
    rest()
    document.addEventListener('keydown', type, true)
    document.addEventListener('mouseup', rest)
    window.addEventListener('focus', rest)
    return () => {
      document.removeEventListener('keydown', type, true)
      document.removeEventListener('mouseup', rest)
      window.removeEventListener('focus', rest)
    }
  }, [box])
}
