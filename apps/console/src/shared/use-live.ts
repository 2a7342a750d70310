import { addressOf } from '@sesame/contract/client'
import type { AnswerOf, InputOf, Route } from '@sesame/contract/route'
import { useEffect, useState } from 'react'

export type Live<T> = { latest: T | undefined; changedAt: string | undefined; connected: boolean }

const retrySecondsMax = 30

/** Listens to an event stream; reconnects by itself, slower each time, and when the page is seen again. */
export function useLive<R extends Route>(route: R, input: InputOf<R>): Live<AnswerOf<R>> {
  const [latest, setLatest] = useState<AnswerOf<R> | undefined>(undefined)
  const [changedAt, setChangedAt] = useState<string | undefined>(undefined)
  const [connected, setConnected] = useState(false)
  const address = addressOf(route, input)

  useEffect(() => {
    let source: EventSource | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let failures = 0
    let last = ''
    const hear = (event: MessageEvent<string>) => {
      if (event.data === last) return
      last = event.data
      setLatest(JSON.parse(event.data) as AnswerOf<R>)
      setChangedAt(new Date().toISOString())
    }
    const connect = () => {
      clearTimeout(timer)
      source?.close()
      source = new EventSource(address)
      source.onopen = () => {
        failures = 0
        setConnected(true)
      }
      source.onmessage = hear
      source.onerror = () => {
        setConnected(false)
        source?.close()
        failures += 1
        timer = setTimeout(connect, Math.min(2 ** failures, retrySecondsMax) * 1000)
      }
    }
    const wake = () => {
      if (document.visibilityState === 'visible' && source?.readyState === EventSource.CLOSED) connect()
    }
    connect()
    document.addEventListener('visibilitychange', wake)
    return () => {
      clearTimeout(timer)
      source?.close()
      document.removeEventListener('visibilitychange', wake)
    }
  }, [address])

  return { latest, changedAt, connected }
}
