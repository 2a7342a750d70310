import { cardRoutes } from '@sesame/contract/cards'
import { Alert, Button, Flex } from 'antd'
import { useState, type FormEvent } from 'react'
import { useCommand } from '../../../../shared/api.ts'
import { yuanText } from '../../../../shared/money.ts'
import { useProblem } from '../../../../shared/notice.tsx'
import { useText } from '../../../../shared/text.ts'
import type { Card, ReadCard, Redemption } from '../../counter-types.ts'
import { KeyCap } from '../../keys/key-cap.tsx'
import { useHotkeys } from '../../keys/use-hotkeys.ts'
import { ChoiceRow } from './choice-row.tsx'
import { choicesOf, type Choice } from './choices.ts'

type RedeemFormProps = {
  read: ReadCard
  storeId: string | undefined
  onRedeemed: (redemption: Redemption, card: Card) => void
}

/** What is chosen, how much of it, and sending it; the keys do all of it without a mouse. */
function useRedeeming({ read, storeId, onRedeemed }: RedeemFormProps) {
  const redeem = useCommand(cardRoutes.redeem, { quiet: true })
  const choices = choicesOf(read.card)
  const [chosenAt, setChosenAt] = useState(0)
  const [visits, setVisits] = useState(1)
  const [amountFen, setAmountFen] = useState<number | null>(null)
  const [note, setNote] = useState('')
  const choice = choices[chosenAt] ?? choices[0]!

  const choose = (at: number) => {
    setChosenAt(Math.min(Math.max(at, 0), choices.length - 1))
    setVisits(1)
  }
  const count = (next: number) => {
    if (choice.kind === 'visits') setVisits(Math.min(Math.max(next, 1), choice.left))
  }
  const use = useOf(choice, { visits, amountFen, note })
  const submit = () => {
    if (!use) return
    const sent = redeem.send({ body: { code: read.code, use, ...(storeId ? { storeId } : {}) } })
    void sent.then((answer) => onRedeemed(answer.redemption, answer.card)).catch(() => undefined)
  }
  useHotkeys({
    ArrowUp: () => choose(chosenAt - 1),
    ArrowDown: () => choose(chosenAt + 1),
    ArrowLeft: () => count(visits - 1),
    ArrowRight: () => count(visits + 1),
    '-': () => count(visits - 1),
    '+': () => count(visits + 1),
    '=': () => count(visits + 1),
    Enter: submit,
  })
  return {
    redeem,
    choices,
    choice,
    choose,
    visits,
    count,
    amountFen,
    setAmountFen,
    note,
    setNote,
    use,
    submit,
  }
}

/** Choose with the arrows, use with Enter; the button says in numbers what will happen. */
export function RedeemForm(props: RedeemFormProps) {
  const text = useText('counter')
  const problemOf = useProblem()
  const redeeming = useRedeeming(props)
  const { redeem, choices, choice, choose, visits, use, submit } = redeeming
  const send = (event: FormEvent) => {
    event.preventDefault()
    submit()
  }
  return (
    <form onSubmit={send}>
      <Flex vertical gap={12}>
        <div className="counter-soft">
          {text('redeem.choose')} <KeyCap>↑</KeyCap> <KeyCap>↓</KeyCap> · {text('redeem.visits')}{' '}
          <KeyCap>−</KeyCap> <KeyCap>+</KeyCap>
        </div>
        <Flex vertical gap={8} role="radiogroup" aria-label={text('redeem.choose')}>
          {choices.map((one, at) => (
            <ChoiceRow
              key={one.key}
              choice={one}
              chosen={one.key === choice.key}
              onChoose={() => choose(at)}
              visits={visits}
              onVisits={redeeming.count}
              amountFen={redeeming.amountFen}
              onAmount={redeeming.setAmountFen}
              note={redeeming.note}
              onNote={redeeming.setNote}
            />
          ))}
        </Flex>
        {redeem.error && <Alert type="error" showIcon title={problemOf(redeem.error).message} />}
        <Button
          type="primary"
          size="large"
          block
          htmlType="submit"
          disabled={!use}
          loading={redeem.sending}
          className="counter-submit"
        >
          {wordsOf(text, choice, use)} <KeyCap>Enter</KeyCap>
        </Button>
      </Flex>
    </form>
  )
}

type Amounts = { visits: number; amountFen: number | null; note: string }

/** What will be sent, or nothing while the amount is missing or more than there is. */
function useOf(choice: Choice, { visits, amountFen, note }: Amounts) {
  if (choice.kind === 'visits')
    return { kind: 'visits' as const, productId: choice.holding.productId, visits }
  if (amountFen === null || amountFen < 1 || amountFen > choice.leftFen) return undefined
  return { kind: 'value' as const, amountFen, ...(note.trim() ? { note: note.trim() } : {}) }
}

function wordsOf(
  text: ReturnType<typeof useText<'counter'>>,
  choice: Choice,
  use: ReturnType<typeof useOf>,
): string {
  if (use?.kind === 'visits' && choice.kind === 'visits') {
    const { productName, unit } = choice.holding
    const left = choice.left - use.visits
    return text('redeem.submit.visits', { name: productName, count: use.visits, unit, left })
  }
  if (use?.kind === 'value' && choice.kind === 'value') {
    const left = `¥${yuanText(choice.leftFen - use.amountFen)}`
    return text('redeem.submit.value', { amount: `¥${yuanText(use.amountFen)}`, left })
  }
  return text('redeem.submit')
}
