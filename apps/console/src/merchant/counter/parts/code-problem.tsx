import { Alert } from 'antd'
import { useProblem } from '../../../shared/notice.tsx'
import { useText } from '../../../shared/text.ts'
import type { Found } from '../use-finding.ts'

type CodeProblemProps = { error: unknown; found: Found; unasked: boolean; onClose: () => void }

/** Why what was scanned or typed led nowhere; stays until the next try. */
export function CodeProblem({ error, found, unasked, onClose }: CodeProblemProps) {
  const text = useText('counter')
  const problemOf = useProblem()
  const title =
    error !== undefined
      ? problemOf(error).message
      : unasked
        ? text('box.unasked')
        : found.kind === 'unknown' && text('box.nothing', { words: found.words })
  if (!title) return null
  return (
    <Alert
      type={error === undefined ? 'info' : 'error'}
      showIcon
      title={title}
      closable={{ onClose }}
      style={{ marginBottom: 12 }}
      role="alert"
    />
  )
}
