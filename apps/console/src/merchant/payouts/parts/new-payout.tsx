import { payoutRoutes } from '@sesame/contract/payouts'
import { payoutScenes, type PayoutScene } from '@sesame/contract/states'
import { Flex, Input, Segmented, Typography } from 'antd'
import { useState } from 'react'
import { useCommand, useQueryOf } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { DetailDrawer } from '../../../shared/detail-drawer.tsx'
import { Answered, EmptyLook } from '../../../shared/looks.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { yuanText } from '../../../shared/money.ts'
import { useNotice } from '../../../shared/notice.tsx'
import { Section } from '../../../shared/section.tsx'
import { useText } from '../../../shared/text.ts'
import { PayeeLine, isReady, type Chosen } from './payee-line.tsx'

const remarkLengthMax = 32
const providers = ['wechat-pay', 'alipay'] as const
type Provider = (typeof providers)[number]

type NewPayoutProps = { open: boolean; onClose: () => void; onBatch: (batchId: string) => void }

/** Whom to pay, how much and by which channel; several people are a batch. */
export function NewPayout({ open, onClose, onBatch }: NewPayoutProps) {
  const text = useText('payouts')
  const draft = useDraft({ onClose, onBatch })
  const { provider, chosen, choose } = draft
  const query = useQueryOf(payoutRoutes.listPayees, { query: { owed: true, limit: 100 } }, { enabled: open })
  return (
    <DetailDrawer
      id={open ? 'new' : undefined}
      onClose={onClose}
      title={text('new.title')}
      actions={<Ask draft={draft} />}
    >
      <Choices draft={draft} />
      <Section title={text('new.payees')}>
        <Answered query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyLook hint={text('new.none')} />
            ) : (
              items.map((payee) => (
                <PayeeLine
                  key={payee.staffId}
                  payee={payee}
                  provider={provider}
                  chosen={chosen[payee.staffId]}
                  onChange={(one) => choose(payee.staffId, one)}
                />
              ))
            )
          }
        </Answered>
      </Section>
    </DetailDrawer>
  )
}

type Draft = ReturnType<typeof useDraft>

function useDraft({ onClose, onBatch }: Pick<NewPayoutProps, 'onClose' | 'onBatch'>) {
  const text = useText('payouts')
  const notice = useNotice()
  const [provider, setProvider] = useState<Provider>('wechat-pay')
  const [scene, setScene] = useState<PayoutScene>('commission')
  const [remark, setRemark] = useState('')
  const [chosen, setChosen] = useState<Record<string, Chosen>>({})
  const request = useCommand(payoutRoutes.requestPayouts, { quiet: true })

  const picked = Object.entries(chosen)
  const send = async () => {
    const items = picked.map(([staffId, { amountFen, payeeName }]) => ({
      staffId,
      amountFen: amountFen ?? 0,
      ...(payeeName.trim() && { payeeName: payeeName.trim() }),
    }))
    const { batchId } = await request.send({ body: { provider, scene, remark: remark.trim(), items } })
    notice.done(text('new.done'))
    setChosen({})
    onClose()
    if (batchId) onBatch(batchId)
  }
  const isFilled = picked.length > 0 && remark.trim() !== ''
  return {
    provider,
    setProvider,
    scene,
    setScene,
    remark,
    setRemark,
    chosen,
    choose: (staffId: string, one: Chosen | undefined) => setChosen(withOne(chosen, staffId, one)),
    count: picked.length,
    total: picked.reduce((sum, [, { amountFen }]) => sum + (amountFen ?? 0), 0),
    ready: isFilled && picked.every(([, one]) => isReady(one, provider)),
    send,
  }
}

function Ask({ draft: { count, total, provider, ready, send } }: { draft: Draft }) {
  const text = useText('payouts')
  const said = { count, amount: `¥${yuanText(total)}` }
  return (
    <>
      <Typography.Text strong style={{ marginInlineEnd: 'auto', alignSelf: 'center' }}>
        {text('new.total', said)}
      </Typography.Text>
      <ConfirmButton
        label={text('new.ask')}
        title={text('new.ask.title', said)}
        hint={text('new.ask.hint')}
        disabled={!ready}
        button={{ type: 'primary' }}
        facts={[
          { label: text('provider'), value: text(`provider.${provider}`) },
          { label: text('new.people'), value: count },
          { label: text('new.sum'), value: <Money fen={total} />, strong: true },
        ]}
        onConfirm={send}
      />
    </>
  )
}

function Choices({ draft }: { draft: Draft }) {
  const text = useText('payouts')
  const { provider, setProvider, scene, setScene, remark, setRemark } = draft
  return (
    <Flex vertical gap={16}>
      <Choice label={text('provider')} hint={text(`provider.hint.${provider}`)}>
        <Segmented<Provider>
          value={provider}
          onChange={setProvider}
          options={providers.map((one) => ({ value: one, label: text(`provider.${one}`) }))}
        />
      </Choice>
      <Choice label={text('scene')}>
        <Segmented<PayoutScene>
          value={scene}
          onChange={setScene}
          options={payoutScenes.map((one) => ({ value: one, label: text(`scene.${one}`) }))}
        />
      </Choice>
      <Choice label={text('remark')} hint={text('remark.hint')}>
        <Input
          value={remark}
          aria-label={text('remark')}
          maxLength={remarkLengthMax}
          onChange={(event) => setRemark(event.target.value)}
        />
      </Choice>
    </Flex>
  )
}

function withOne(chosen: Record<string, Chosen>, staffId: string, one: Chosen | undefined) {
  const { [staffId]: _, ...others } = chosen
  return one ? { ...others, [staffId]: one } : others
}

function Choice({ label, hint, children }: { label: string; hint?: string; children: React.ReactNode }) {
  return (
    <div>
      <Typography.Text type="secondary">{label}</Typography.Text>
      <div style={{ marginTop: 4 }}>{children}</div>
      {hint && (
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {hint}
        </Typography.Text>
      )}
    </div>
  )
}
