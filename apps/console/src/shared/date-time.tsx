import { useMemo } from 'react'
import { useAppearance } from './appearance.tsx'

export type DateTimeProps = { at: string | null | undefined; show?: 'minute' | 'second' | 'day' | 'clock' }

const shapes: Record<NonNullable<DateTimeProps['show']>, Intl.DateTimeFormatOptions> = {
  minute: { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  second: {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  },
  day: { year: 'numeric', month: '2-digit', day: '2-digit' },
  clock: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
}

/** Business time is Shanghai's wherever the browser stands; written 2026-11-01 09:30 in both languages. */
export function timeText(at: string, show: NonNullable<DateTimeProps['show']> = 'minute'): string {
  const format = new Intl.DateTimeFormat('sv-SE', { ...shapes[show], timeZone: 'Asia/Shanghai' })
  return format.format(new Date(at))
}

/** The one way an instant is shown; the whole of it is in the tooltip. */
export function DateTime({ at, show = 'minute' }: DateTimeProps) {
  const { language } = useAppearance()
  const whole = useMemo(() => {
    if (!at) return ''
    const locale = language === 'zh' ? 'zh-CN' : 'en-GB'
    const format = new Intl.DateTimeFormat(locale, {
      dateStyle: 'full',
      timeStyle: 'long',
      timeZone: 'Asia/Shanghai',
    })
    return format.format(new Date(at))
  }, [at, language])
  if (!at) return <span aria-hidden="true">–</span>
  return (
    <time dateTime={at} title={whole} style={{ whiteSpace: 'nowrap' }}>
      {timeText(at, show)}
    </time>
  )
}
