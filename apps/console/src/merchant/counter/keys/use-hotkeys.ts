import { useEffect, useRef } from 'react'
import { isDialogOpen, isEditable, isEmptyBox } from './where.ts'

type Hotkeys = Record<string, ((event: KeyboardEvent) => void) | undefined>
type Options = {
  /** These work inside the payment dialog too. */
  inDialog?: boolean
  enabled?: boolean
}

/**
 * Function keys work wherever the cursor is; other keys only where they would type nothing: the empty box,
 * no field at all, or a field that gives its arrows away (`data-counter-keys`).
 */
export function useHotkeys(hotkeys: Hotkeys, { inDialog = false, enabled = true }: Options = {}): void {
  const current = useRef(hotkeys)
  current.current = hotkeys
  useEffect(() => {
    if (!enabled) return
    const hear = (event: KeyboardEvent) => {
      const act = current.current[event.key]
      if (!act || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      if (isDialogOpen() !== inDialog) return
      if (!/^F\d+$/.test(event.key) && !mayTake(event)) return
      event.preventDefault()
      act(event)
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [inDialog, enabled])
}

function mayTake(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement
  if (isEmptyBox(target)) return true
  if (event.key.startsWith('Arrow') && target.closest('[data-counter-keys]')) return true
  // Enter on a button presses that button.
  if (event.key === 'Enter' && target.closest('button, a, [role="radio"]')) return false
  return !isEditable(target)
}
