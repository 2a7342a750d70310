import { ExportOutlined } from '@ant-design/icons'
import { channelRoutes } from '@sesame/contract/channels'
import type { AnswerOf } from '@sesame/contract/route'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Flex, Steps, Typography } from 'antd'
import { useEffect, useState } from 'react'
import { queryOf, useCommand, useQueryOf } from '../../../shared/api.ts'
import { yuanText } from '../../../shared/money.ts'
import { useProblem } from '../../../shared/notice.tsx'
import { QrCode } from '../../../shared/qr-code.tsx'
import { useText } from '../../../shared/text.ts'
import type { ChannelAccount } from './channel.ts'
import { stageOf, type Stage } from './test-stage.ts'

type Started = AnswerOf<typeof channelRoutes.testPayment>

const askEveryMilliseconds = 1_500

/** One fen there and back: proves number, keys and notify address in one go. */
export function TestPayment({ account }: { account: ChannelAccount }) {
  const text = useText('channels')
  if (account.provider === 'wechat-pay' && account.appIds.length === 0) {
    return (
      <Alert
        type="info"
        showIcon
        title={text('test.app.needed')}
        action={
          <Link to="/m/channels/app.new" search={{ 'view.tab': 'apps', 'app.account': account.id } as never}>
            {text('app.add')}
          </Link>
        }
      />
    )
  }
  return <Test account={account} />
}

function Test({ account }: { account: ChannelAccount }) {
  const text = useText('channels')
  const problemOf = useProblem()
  const queryClient = useQueryClient()
  const start = useCommand(channelRoutes.testPayment, { quiet: true })
  const [started, setStarted] = useState<Started | undefined>(undefined)
  const params = { channelAccountId: account.id, orderId: started?.orderId ?? '' }
  const [ended, setEnded] = useState<string | undefined>(undefined)
  const running = started !== undefined && ended !== started.orderId
  const result = useQueryOf(
    channelRoutes.getTestPayment,
    { params },
    { enabled: started !== undefined, refetchInterval: running ? askEveryMilliseconds : false },
  )
  const stage: Stage | undefined = started && stageOf(result.data)
  const orderId = started?.orderId
  const isOver = stage === 'refunded' || stage === 'refund-problem' || stage === 'closed'
  useEffect(() => {
    if (!isOver || !orderId) return
    setEnded(orderId)
    // The account shows how its last test ended.
    void queryClient.invalidateQueries({ queryKey: queryOf(channelRoutes.listChannelAccounts, {}).queryKey })
  }, [isOver, orderId, queryClient])

  const begin = async () => {
    try {
      setStarted(await start.send({ params: { channelAccountId: account.id } }))
    } catch {
      // Shown below, where the test is.
    }
  }
  return (
    <Flex vertical gap={16}>
      <Typography.Text type="secondary">{text('test.hint')}</Typography.Text>
      {start.error && (
        <Alert
          type="error"
          showIcon
          title={text('test.failed')}
          description={problemOf(start.error).message}
        />
      )}
      {started && stage && <Progress started={started} stage={stage} />}
      {!running && (
        <Button type={started ? 'default' : 'primary'} loading={start.sending} onClick={() => void begin()}>
          {text(started ? 'test.again' : 'test.start')}
        </Button>
      )}
    </Flex>
  )
}

const placeOf: Record<Stage, number> = {
  waiting: 1,
  closed: 1,
  refunding: 2,
  'refund-problem': 2,
  refunded: 3,
}

function Progress({ started, stage }: { started: Started; stage: Stage }) {
  const text = useText('channels')
  const failed = stage === 'closed' || stage === 'refund-problem'
  return (
    <>
      <Steps
        size="small"
        responsive={false}
        titlePlacement="vertical"
        current={placeOf[stage]}
        status={failed ? 'error' : stage === 'refunded' ? 'finish' : 'process'}
        items={[
          { title: text('test.step.create') },
          { title: text('test.step.pay') },
          { title: text('test.step.refund') },
        ]}
      />
      {stage === 'waiting' && <PayNow started={started} />}
      {stage === 'refunding' && <Alert type="info" showIcon title={text('test.refunding')} />}
      {stage === 'refunded' && <Alert type="success" showIcon title={text('test.refunded')} />}
      {stage === 'refund-problem' && <Alert type="warning" showIcon title={text('test.refund.problem')} />}
      {stage === 'closed' && <Alert type="warning" showIcon title={text('test.closed')} />}
    </>
  )
}

function PayNow({ started }: { started: Started }) {
  const text = useText('channels')
  return (
    <Flex vertical gap={8} align="center">
      {started.codeUrl && (
        <>
          <QrCode value={started.codeUrl} />
          <Typography.Text strong>
            {text('test.scan', { amount: `¥${yuanText(started.amountFen)}` })}
          </Typography.Text>
        </>
      )}
      {started.pageUrl && (
        <>
          <Button
            type="primary"
            icon={<ExportOutlined />}
            href={started.pageUrl}
            target="_blank"
            rel="noopener"
          >
            {text('test.open')}
          </Button>
          <Typography.Text type="secondary">{text('test.open.hint')}</Typography.Text>
        </>
      )}
      <Typography.Text type="secondary" role="status">
        {text('test.waiting')}
      </Typography.Text>
    </Flex>
  )
}
