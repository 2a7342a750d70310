import { ApiError } from '@sesame/contract/client'
import { Button, Empty, Flex, Result, Skeleton, Spin } from 'antd'
import type { ReactNode } from 'react'
import { useProblem } from './notice.tsx'
import { useText } from './text.ts'

/** The four looks of a place without content: loading, empty, error, forbidden. */
export function Loading({ rows = 6 }: { rows?: number }) {
  return <Skeleton active paragraph={{ rows }} title={false} style={{ padding: 20 }} />
}

export function PageLoading() {
  return (
    <Flex justify="center" align="center" style={{ minHeight: 320 }}>
      <Spin size="large" />
    </Flex>
  )
}

export function EmptyLook({ title, hint, action }: { title?: string; hint?: string; action?: ReactNode }) {
  const text = useText('common')
  return (
    <Empty
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      style={{ padding: '32px 16px' }}
      description={
        <>
          <div>{title ?? text('empty.title')}</div>
          {hint && <div style={{ opacity: 0.8, marginTop: 4 }}>{hint}</div>}
        </>
      }
    >
      {action}
    </Empty>
  )
}

export function Forbidden() {
  const text = useText('common')
  return <Result status="403" title={text('forbidden.title')} subTitle={text('forbidden.hint')} />
}

export function Missing() {
  const text = useText('common')
  return <Result status="404" title={text('missing.title')} subTitle={text('missing.hint')} />
}

export function ErrorLook({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const text = useText('common')
  const problem = useProblem()(error)
  if (error instanceof ApiError && error.status === 403) return <Forbidden />
  if (error instanceof ApiError && error.status === 404) return <Missing />
  return (
    <Result
      status="warning"
      title={text('error.title')}
      subTitle={
        <>
          <div>{problem.message}</div>
          {problem.requestId && <div>{text('error.request', { id: problem.requestId })}</div>}
        </>
      }
      extra={onRetry && <Button onClick={onRetry}>{text('retry')}</Button>}
    />
  )
}

type Asked<T> = { data: T | undefined; error: unknown; isPending: boolean; refetch: () => unknown }

/** Shows what was asked for, or the look of its absence. */
export function Answered<T>({ query, children }: { query: Asked<T>; children: (answer: T) => ReactNode }) {
  if (query.data !== undefined) return children(query.data)
  if (query.error) return <ErrorLook error={query.error} onRetry={() => void query.refetch()} />
  return <Loading />
}
