import { useEffect, useState } from 'react'

/** Seconds left until an instant, by the clock: a sleeping phone does not stretch them. */
export function useCountdown() {
  const [until, setUntil] = useState(0)
  const [now, setNow] = useState(Date.now)

  useEffect(() => {
    if (until <= Date.now()) return
    const clock = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(clock)
  }, [until])

  function start(seconds: number) {
    const started = Date.now()
    setNow(started)
    setUntil(started + seconds * 1000)
  }

  return { left: Math.max(0, Math.ceil((until - now) / 1000)), start }
}
