import { Button, Result } from 'antd'
import { useText } from '../../../../shared/text.ts'

/** The order timed out or was closed elsewhere while its payment was awaited. */
export function ClosedLook({ onNext }: { onNext: () => void }) {
  const text = useText('counter')
  return (
    <Result
      status="warning"
      title={text('closed')}
      subTitle={text('closed.hint')}
      extra={
        <Button type="primary" autoFocus onClick={onNext}>
          {text('paid.next')}
        </Button>
      }
    />
  )
}
