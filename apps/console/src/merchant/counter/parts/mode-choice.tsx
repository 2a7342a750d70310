import { Segmented } from 'antd'
import { useText } from '../../../shared/text.ts'
import { usePhone } from '../../../shared/use-phone.ts'
import type { Mode } from '../counter-types.ts'
import { KeyCap } from '../keys/key-cap.tsx'

const keys: Record<Mode, string> = { sell: 'F2', recharge: 'F3', redeem: 'F4' }

type ModeChoiceProps = { modes: Mode[]; mode: Mode; onMode: (mode: Mode) => void }

export function ModeChoice({ modes, mode, onMode }: ModeChoiceProps) {
  const text = useText('counter')
  const phone = usePhone()
  return (
    <Segmented<Mode>
      size="large"
      block={phone}
      value={mode}
      onChange={onMode}
      style={{ marginBottom: 12 }}
      options={modes.map((one) => ({
        value: one,
        label: (
          <>
            {text(`mode.${one}`)} <KeyCap>{keys[one]}</KeyCap>
          </>
        ),
      }))}
    />
  )
}
