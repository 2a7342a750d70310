import { cashRoutes } from '@sesame/contract/cash'
import type { AnswerOf } from '@sesame/contract/route'
import type { UseQueryResult } from '@tanstack/react-query'
import { Flex, Input } from 'antd'
import { useState } from 'react'
import { useCommand } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { MoneyInput } from '../../../shared/money-input.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { Panel } from '../../../shared/page-shell.tsx'
import { useSession } from '../../../shared/session.ts'
import { useText } from '../../../shared/text.ts'
import type { CashSafe } from './cash-types.ts'
import { Deposits } from './deposits.tsx'

type SafesProps = { query: UseQueryResult<AnswerOf<typeof cashRoutes.listCashHolders>> }

/** What lies in each safe, and goes to the bank from there. */
export function Safes({ query }: SafesProps) {
  const text = useText('cash')
  const safes = query.data?.safes.filter(({ heldFen }) => heldFen > 0) ?? []
  return (
    <div style={{ marginBottom: 16 }}>
      <Panel title={text('safes')} extra={<Deposits />}>
        {safes.length === 0 && <Money fen={0} />}
        <div role="list">
          {safes.map((safe) => (
            <OneSafe key={safe.storeId ?? 'merchant'} safe={safe} />
          ))}
        </div>
      </Panel>
    </div>
  )
}

function OneSafe({ safe }: { safe: CashSafe }) {
  const text = useText('cash')
  const { can } = useSession('merchant')
  return (
    <Flex role="listitem" className="sesame-more-row" justify="space-between" align="center" gap={12}>
      <span>{safe.name || text('safe.merchant')}</span>
      <Flex gap={12} align="center">
        <Money fen={safe.heldFen} />
        {can('cash.receive') && <Bank safe={safe} />}
      </Flex>
    </Flex>
  )
}

function Bank({ safe }: { safe: CashSafe }) {
  const text = useText('cash')
  const notice = useNotice()
  const bank = useCommand(cashRoutes.bankCash, { quiet: true })
  const [amountFen, setAmount] = useState<number | null>(safe.heldFen)
  const [reference, setReference] = useState('')
  const send = async () => {
    const { storeId } = safe
    await bank.send({ body: { storeId, amountFen: amountFen!, reference: reference.trim() } })
    notice.done(text('bank.done'))
  }
  return (
    <ConfirmButton
      label={text('bank')}
      title={text('bank.title')}
      hint={text('bank.hint')}
      button={{ size: 'small' }}
      ready={amountFen !== null && amountFen > 0 && reference.trim() !== ''}
      facts={[
        { label: text('safes'), value: safe.name || text('safe.merchant') },
        { label: text('held'), value: <Money fen={safe.heldFen} /> },
      ]}
      onConfirm={send}
    >
      <Flex vertical gap={10}>
        <MoneyInput value={amountFen} onChange={setAmount} aria-label={text('bank.amount')} />
        <Input
          value={reference}
          maxLength={60}
          placeholder={text('bank.reference')}
          aria-label={text('bank.reference')}
          onChange={({ target }) => setReference(target.value)}
        />
      </Flex>
    </ConfirmButton>
  )
}
