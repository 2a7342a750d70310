import { useEffect, useRef } from 'react'
import { boxId } from './where.ts'

const gapMilliseconds = 120
/** A card's code has sixteen digits, a payment code up to twenty-four. */
const codeLengthMin = 16
const codeLengthMax = 24

/** Hears a scan gun in any field: many digits faster than fingers, then Enter. The box hears for itself. */
export function useScanGun(onCode: (code: string) => void): void {
  const heard = useRef(onCode)
  heard.current = onCode
  useEffect(() => {
    let digits = ''
    let last = 0
    const hear = (event: KeyboardEvent) => {
      if ((event.target as HTMLElement).closest?.(`#${boxId}, [data-code-input]`)) return
      const slow = event.timeStamp - last > gapMilliseconds
      last = event.timeStamp
      if (/^\d$/.test(event.key)) {
        digits = slow ? event.key : digits + event.key
      } else if (event.key === 'Enter' && isCode(digits) && !slow) {
        event.preventDefault()
        event.stopPropagation()
        heard.current(digits)
        digits = ''
      } else {
        digits = ''
      }
    }
    document.addEventListener('keydown', hear, true)
    return () => document.removeEventListener('keydown', hear, true)
  }, [])
}

const isCode = (digits: string): boolean => digits.length >= codeLengthMin && digits.length <= codeLengthMax
