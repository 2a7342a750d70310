import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiError } from '@sesame/contract/client.ts'

export type Asked<Value> = {
  value: Value | undefined
  problem: ApiError | undefined
  waiting: boolean
  again(): Promise<void>
}

/** Asks when the page opens and whenever `about` changes; a later question's answer wins over an earlier one's. */
export function useAsked<Value>(question: () => Promise<Value>, about: readonly unknown[]): Asked<Value> {
  const [value, setValue] = useState<Value>()
  const [problem, setProblem] = useState<ApiError>()
  const [waiting, setWaiting] = useState(true)
  const latest = useRef(0)
  const asked = useRef(question)
  asked.current = question

  const again = useCallback(async () => {
    const turn = ++latest.current
    setWaiting(true)
    try {
      const answer = await asked.current()
      if (turn !== latest.current) return
      setValue(answer)
      setProblem(undefined)
    } catch (error) {
      if (turn === latest.current) setProblem(problemOf(error))
    } finally {
      if (turn === latest.current) setWaiting(false)
    }
  }, [])

  useEffect(() => {
    void again()
    return () => {
      latest.current++
    }
  }, about)

  return { value, problem, waiting, again }
}

export function problemOf(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  console.error(error)
  return new ApiError(0, { code: 'client.bug', message: '页面出了点问题，请重试' })
}
