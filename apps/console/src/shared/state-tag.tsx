import { useAppearance } from './appearance.tsx'
import type { KeyOf } from './messages/index.ts'
import { stateTones, toneOf, type StateKind } from './states.ts'
import { useText } from './text.ts'
import { palettes, type Tone } from './theme.ts'

/** A soft pill with a dot; colour is never the only sign. */
export function ToneTag({ tone, children }: { tone: Tone; children: string }) {
  const { scheme } = useAppearance()
  const colours = palettes[scheme].tones[tone]
  return (
    <span
      style={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 6,
        padding: '1px 9px 1px 8px',
        borderRadius: 999,
        fontSize: 12,
        lineHeight: '20px',
        whiteSpace: 'nowrap',
        color: colours.text,
        background: colours.soft,
      }}
    >
      <span style={{ width: 6, height: 6, borderRadius: 3, background: colours.solid }} />
      {children}
    </span>
  )
}

/** One word and one colour for a state, everywhere. An unknown state shows itself rather than nothing. */
export function StateTag({ kind, state }: { kind: StateKind; state: string }) {
  const text = useText('states')
  const tone = toneOf(kind, state)
  if (!tone) return <ToneTag tone="neutral">{state}</ToneTag>
  return <ToneTag tone={tone}>{text(`${kind}.${state}` as KeyOf<'states'>)}</ToneTag>
}

/** Choices for a filter by state, in the order of the life. */
export function useStateChoices(kind: StateKind): { value: string; label: string }[] {
  const text = useText('states')
  return Object.keys(stateTones[kind]).map((state) => ({
    value: state,
    label: text(`${kind}.${state}` as KeyOf<'states'>),
  }))
}
