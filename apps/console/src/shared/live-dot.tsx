import { timeText } from './date-time.tsx'
import { ToneTag } from './state-tag.tsx'
import { useText } from './text.ts'
import type { Live } from './use-live.ts'

/** Whether figures move by themselves, and when they last did. */
export function LiveDot({ live }: { live: Live<unknown> }) {
  const text = useText('common')
  if (live.connected && live.changedAt) {
    return <ToneTag tone="own">{text('live.at', { time: timeText(live.changedAt, 'clock') })}</ToneTag>
  }
  return <ToneTag tone="neutral">{text(live.changedAt ? 'live.lost' : 'live.waiting')}</ToneTag>
}
