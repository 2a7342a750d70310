import { ApiError, createClient } from '@sesame/contract/client'
import type { AnswerOf, InputOf, Route } from '@sesame/contract/route'
import {
  queryOptions,
  useQuery,
  useQueryClient,
  type UseQueryOptions,
  type UseQueryResult,
} from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { rememberedLanguage } from './messages/index.ts'
import { useNotice } from './notice.tsx'
import { askPassword } from './password-asking.ts'

export const client = createClient({
  baseUrl: '',
  language: () => (rememberedLanguage() === 'zh' ? 'zh-CN' : 'en'),
})

type More<R extends Route> = Partial<
  Pick<UseQueryOptions<AnswerOf<R>>, 'enabled' | 'staleTime' | 'refetchInterval'>
>

/** One key and call inside and outside components: `queryClient.ensureQueryData(queryOf(route, input))`. */
export function queryOf<R extends Route>(route: R, input: InputOf<R>) {
  return queryOptions<AnswerOf<R>, Error>({
    queryKey: [route.audience, route.path, input.params ?? null, input.query ?? null],
    queryFn: () => client.call(route, input),
  })
}

/** Asks a query route; the answer is cached by route and input. */
export function useQueryOf<R extends Route>(route: R, input: InputOf<R>, more: More<R> = {}) {
  return useQuery({ ...queryOf(route, input), ...more } as UseQueryOptions<AnswerOf<R>>) as UseQueryResult<
    AnswerOf<R>
  >
}

export type CommandOptions = {
  /** The caller shows the refusal itself. */
  quiet?: boolean
}
export type Command<R extends Route> = {
  send: (input: InputOf<R>) => Promise<AnswerOf<R>>
  sending: boolean
  error: Error | undefined
}

/**
 * Sends a command route. Equal content keeps its Idempotency-Key until it succeeds, so a retry can't act
 * twice; while one is on its way the same promise is answered. Afterwards the audience's lists are asked anew.
 */
export function useCommand<R extends Route>(route: R, options: CommandOptions = {}): Command<R> {
  const queryClient = useQueryClient()
  const notice = useNotice()
  const intent = useRef<{ content: string; key: string } | undefined>(undefined)
  const underway = useRef<Promise<AnswerOf<R>> | undefined>(undefined)
  const [sending, setSending] = useState(false)
  const [error, setError] = useState<Error | undefined>(undefined)

  const send = (input: InputOf<R>): Promise<AnswerOf<R>> => {
    if (underway.current) return underway.current
    const content = JSON.stringify([input.params, input.query, input.body])
    if (intent.current?.content !== content) intent.current = { content, key: crypto.randomUUID() }
    setSending(true)
    setError(undefined)
    const key = input.key ?? intent.current.key
    const call = () => client.call(route, { ...input, key })
    underway.current = call()
      .catch(async (failure: Error) => {
        if (!isRefusal(failure, 'access.password_needed')) throw failure
        if (!(await askPassword(route.audience))) throw failure
        return call()
      })
      .then((answer) => {
        intent.current = undefined
        void queryClient.invalidateQueries({ queryKey: [route.audience] })
        return answer
      })
      .catch((failure: Error) => {
        setError(failure)
        if (!options.quiet) notice.failed(failure)
        throw failure
      })
      .finally(() => {
        underway.current = undefined
        setSending(false)
      })
    return underway.current
  }
  return { send, sending, error }
}

export function isRefusal(error: unknown, code?: string): error is ApiError {
  return error instanceof ApiError && (code === undefined || error.code === code)
}
