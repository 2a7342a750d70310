import { Input, type InputRef } from 'antd'
import { useEffect, useState, type Ref } from 'react'
import { parseYuan, yuanText } from './money.ts'
import { useText } from './text.ts'

export type MoneyInputProps = {
  value?: number | null
  /** Integer fen, or null while the text is empty or no amount. */
  onChange?: (fen: number | null) => void
  id?: string
  disabled?: boolean
  placeholder?: string
  autoFocus?: boolean
  size?: 'small' | 'middle' | 'large'
  ref?: Ref<InputRef>
  'aria-label'?: string
}

const plain = (fen: number) => yuanText(fen).replaceAll(',', '')

/** Yuan as people type them, fen as the API takes them; works as a child of Form.Item. */
export function MoneyInput({ value, onChange, ...rest }: MoneyInputProps) {
  const text = useText('common')
  const [typed, setTyped] = useState(value === null || value === undefined ? '' : plain(value))
  const parsed = parseYuan(typed)
  const typedFen = 'fen' in parsed ? parsed.fen : null

  useEffect(() => {
    // Only a value set from outside replaces what the person is typing.
    if ((value ?? null) !== typedFen) setTyped(value === null || value === undefined ? '' : plain(value))
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the typed text must not trigger this
  }, [value])

  const problem = 'problem' in parsed && parsed.problem !== 'empty' ? parsed.problem : undefined
  const change = (next: string) => {
    setTyped(next)
    const result = parseYuan(next)
    onChange?.('fen' in result ? result.fen : null)
  }
  return (
    <>
      <Input
        {...rest}
        inputMode="decimal"
        prefix="¥"
        autoComplete="off"
        value={typed}
        {...(problem ? { status: 'error' as const } : {})}
        onChange={(event) => change(event.target.value)}
        onBlur={() => typedFen !== null && setTyped(plain(typedFen))}
      />
      {problem && (
        <div role="alert" style={{ fontSize: 12, marginTop: 4, color: 'var(--sesame-risk)' }}>
          {text(`money.${problem}`)}
        </div>
      )}
    </>
  )
}
