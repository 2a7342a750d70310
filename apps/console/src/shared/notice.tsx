import { ApiError } from '@sesame/contract/client'
import { App as AntApp } from 'antd'
import { useText } from './text.ts'

export type Problem = { message: string; requestId?: string }

/** What to tell a person about a failure: the refusal's own words, or that nothing was heard. */
export function useProblem(): (error: unknown) => Problem {
  const text = useText('common')
  return (error) => {
    if (error instanceof ApiError) return { message: error.message, requestId: error.requestId }
    if (error instanceof TypeError) return { message: text('error.offline') }
    return { message: error instanceof Error ? error.message : String(error) }
  }
}

/** Short words at the edge of the screen: what was done, or what was refused and under which request id. */
export function useNotice() {
  const { message, notification } = AntApp.useApp()
  const text = useText('common')
  const problemOf = useProblem()
  return {
    done: (words: string) => void message.success(words),
    failed: (error: unknown) => {
      const problem = problemOf(error)
      notification.error({
        title: problem.message,
        description: problem.requestId ? text('error.request', { id: problem.requestId }) : undefined,
        role: 'alert',
      })
    },
  }
}
