import { cardRoutes } from '@sesame/contract/cards'
import { useState } from 'react'
import { useCommand } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { ReasonField } from '../../../shared/reason-field.tsx'
import { useText } from '../../../shared/text.ts'
import type { Card } from './card-types.ts'

/** Freezes an active card, unfreezes a frozen one; other cards have nothing to do here. */
export function FreezeCard({ card }: { card: Card }) {
  if (card.state === 'active') return <Freeze card={card} />
  if (card.state === 'frozen') return <Unfreeze card={card} />
  return null
}

function useCardFacts(card: Card) {
  const text = useText('cards')
  return [
    { label: text('number'), value: card.number },
    { label: text('customer'), value: card.customerName },
    { label: text('visits'), value: card.visitsLeft },
    { label: text('held'), value: <Money fen={card.heldFen} />, strong: true },
  ]
}

function Freeze({ card }: { card: Card }) {
  const text = useText('cards')
  const orders = useText('orders')
  const notice = useNotice()
  const freeze = useCommand(cardRoutes.freezeCard, { quiet: true })
  const [reason, setReason] = useState('')
  const send = async () => {
    await freeze.send({ params: { cardId: card.id }, body: { reason: reason.trim() } })
    setReason('')
    notice.done(text('freeze.done'))
  }
  return (
    <ConfirmButton
      label={text('freeze')}
      title={text('freeze.title')}
      hint={text('freeze.hint')}
      facts={useCardFacts(card)}
      danger
      ready={reason.trim() !== ''}
      onConfirm={send}
    >
      <ReasonField
        label={text('freeze.reason')}
        placeholder={orders('reason.placeholder')}
        value={reason}
        onChange={setReason}
      />
    </ConfirmButton>
  )
}

function Unfreeze({ card }: { card: Card }) {
  const text = useText('cards')
  const notice = useNotice()
  const unfreeze = useCommand(cardRoutes.unfreezeCard, { quiet: true })
  const send = async () => {
    await unfreeze.send({ params: { cardId: card.id } })
    notice.done(text('unfreeze.done'))
  }
  return (
    <ConfirmButton
      label={text('unfreeze')}
      title={text('unfreeze.title')}
      facts={useCardFacts(card)}
      onConfirm={send}
    />
  )
}
