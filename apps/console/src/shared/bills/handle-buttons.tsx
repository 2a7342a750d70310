import { useState } from 'react'
import { useCommand } from '../api.ts'
import { ConfirmButton } from '../confirm-button.tsx'
import { Money } from '../money-text.tsx'
import { useNotice } from '../notice.tsx'
import { ReasonField } from '../reason-field.tsx'
import { useSession } from '../session.ts'
import { useText } from '../text.ts'
import { billRoutesOf, type Action, type BillAudience, type DifferenceDetail } from './bills.ts'

type Of = { audience: BillAudience; difference: DifferenceDetail }

/** What may be done now, the suggested first; a decision may be taken back. */
export function HandleButtons({ audience, difference }: Of) {
  const { can } = useSession(audience)
  if (!can('bill.handle')) return null
  if (difference.undoable) return <UndoButton audience={audience} difference={difference} />
  return difference.actions.map((action, place) => (
    <HandleButton
      key={action}
      audience={audience}
      difference={difference}
      action={action}
      isSuggested={place === 0}
    />
  ))
}

function HandleButton({
  audience,
  difference,
  action,
  isSuggested,
}: Of & { action: Action; isSuggested: boolean }) {
  const text = useText('bills')
  const notice = useNotice()
  const { send } = useCommand(billRoutesOf(audience).handleBillDifference, { quiet: true })
  const [note, setNote] = useState('')
  const handle = async () => {
    await send({ params: { differenceId: difference.id }, body: { action, note: note.trim() } })
    notice.done(text('handle.done'))
  }
  return (
    <ConfirmButton
      label={text(`action.${action}`)}
      title={text(`action.${action}.title`)}
      hint={text(`action.${action}.hint`)}
      facts={useEffects(difference, action)}
      ready={note.trim() !== ''}
      onConfirm={handle}
      button={isSuggested ? { type: 'primary' } : {}}
    >
      <ReasonField
        label={text('note')}
        value={note}
        onChange={setNote}
        suggestions={[text('note.checked'), text('note.channel'), text('note.small')]}
      />
    </ConfirmButton>
  )
}

function UndoButton({ audience, difference }: Of) {
  const text = useText('bills')
  const notice = useNotice()
  const { send } = useCommand(billRoutesOf(audience).undoBillDifference, { quiet: true })
  const [note, setNote] = useState('')
  const undo = async () => {
    await send({ params: { differenceId: difference.id }, body: { note: note.trim() } })
    notice.done(text('undo.done'))
  }
  return (
    <ConfirmButton
      label={text('undo')}
      title={text('undo.title')}
      hint={text('undo.hint')}
      ready={note.trim() !== ''}
      onConfirm={undo}
      danger
    >
      <ReasonField
        label={text('note')}
        value={note}
        onChange={setNote}
        suggestions={[text('note.mistake')]}
      />
    </ConfirmButton>
  )
}

/** What a decision does to the merchant's money, in numbers. */
function useEffects(difference: DifferenceDetail, action: Action) {
  const text = useText('bills')
  const { item, type, custody, theirsFen, oursFen, feeFen, oursState } = difference
  const sign = item === 'payment' ? 1 : -1
  const isGone = type === 'theirs-missing' || (type === 'state' && oursState === 'succeeded')
  const theirs = isGone && action === 'accept' ? 0 : (theirsFen ?? 0)
  const ours = type === 'ours-missing' ? 0 : (oursFen ?? 0)
  const merchant = custody === 'operator' ? sign * (theirs - ours) : 0
  return [
    { label: text('theirs'), value: <Money fen={theirsFen} /> },
    { label: text('ours'), value: <Money fen={oursFen} /> },
    action === 'accept' && {
      label: text('effect.merchant'),
      value: <Money fen={merchant} signed />,
      strong: true,
    },
    action === 'accept' &&
      custody === 'operator' &&
      !isGone && { label: text('fee'), value: <Money fen={feeFen} /> },
  ]
}
