import { useNotice } from './notice.tsx'
import { useText } from './text.ts'

/** Puts text into the clipboard and says so; browsers give no clipboard to plain http, so an old way serves. */
export function useCopy(): (content: string) => Promise<void> {
  const text = useText('common')
  const notice = useNotice()
  return async (content) => {
    try {
      await navigator.clipboard.writeText(content)
    } catch {
      copyBySelection(content)
    }
    notice.done(text('copied'))
  }
}

function copyBySelection(content: string) {
  const area = document.createElement('textarea')
  area.value = content
  area.style.position = 'fixed'
  area.style.opacity = '0'
  // Inside an open dialog: outside of it the focus would be taken back before the copy.
  const place = document.activeElement?.closest('[role="dialog"]') ?? document.body
  place.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
}
