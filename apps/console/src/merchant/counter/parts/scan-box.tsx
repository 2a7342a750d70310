import { ScanOutlined } from '@ant-design/icons'
import { Input, type InputRef } from 'antd'
import { useRef, type KeyboardEvent, type Ref } from 'react'
import { normaliseDigits } from '../../../shared/money.ts'
import { useText } from '../../../shared/text.ts'
import { boxId } from '../keys/where.ts'
import { CameraScan } from './camera-scan.tsx'

type ScanBoxProps = {
  ref: Ref<InputRef>
  words: string
  onWords: (words: string) => void
  /** A card's code, or one that a customer pays with. */
  onCode: (code: string) => void
  /** Enter on words that are no code. */
  onSubmit: (words: string) => void
  busy: boolean
}

const codeLength = 16
const codeLengthMax = 24
/** A gun that goes on after sixteen digits reads a payment code: it is quicker than this. */
const moreMilliseconds = 120
/** A gun sends Enter right after the digits; that Enter belongs to the code and confirms nothing else. */
const enterOfGunMilliseconds = 500

/** The one field of the counter: a card's code is taken at its sixteenth digit, everything else at Enter. */
export function ScanBox({ ref, words, onWords, onCode, onSubmit, busy }: ScanBoxProps) {
  const text = useText('counter')
  const isScanned = useRef(false)
  const digits = normaliseDigits(words)
  const isCodeSoFar = /^\d{12,15}$/.test(digits)

  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  const take = (code: string) => {
    clearTimeout(waiting.current)
    isScanned.current = true
    setTimeout(() => (isScanned.current = false), enterOfGunMilliseconds)
    onWords('')
    onCode(code)
  }
  const type = (next: string) => {
    const clean = normaliseDigits(next)
    clearTimeout(waiting.current)
    onWords(next)
    if (/^\d+$/.test(clean) && clean.length === codeLength)
      waiting.current = setTimeout(() => take(clean), moreMilliseconds)
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      if (isScanned.current) event.stopPropagation()
      else if (isCode(digits)) {
        event.stopPropagation()
        take(digits)
      } else if (words.trim() !== '') {
        event.stopPropagation()
        onSubmit(words.trim())
      }
    }
    if (event.key === 'Escape' && words !== '') {
      event.stopPropagation()
      onWords('')
    }
  }
  return (
    <div className="counter-box">
      <Input
        ref={ref}
        id={boxId}
        size="large"
        prefix={<ScanOutlined />}
        value={words}
        placeholder={text('box')}
        aria-label={text('box.label')}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => type(event.target.value)}
        onKeyDown={press}
        suffix={
          <span className="counter-box-note" aria-live="polite">
            {busy ? text('box.finding') : isCodeSoFar && text('box.digits', { count: digits.length })}
          </span>
        }
      />
      <CameraScan onCode={take} />
    </div>
  )
}

const isCode = (digits: string): boolean =>
  /^\d+$/.test(digits) && digits.length >= codeLength && digits.length <= codeLengthMax
