import type { InputRef } from 'antd'
import { Alert, Button } from 'antd'
import { useRef, useState } from 'react'
import { yuanText } from '../../shared/money.ts'
import { PageShell } from '../../shared/page-shell.tsx'
import { useText } from '../../shared/text.ts'
import './counter.css'
import { useHotkeys } from './keys/use-hotkeys.ts'
import { useKeptFocus } from './keys/use-kept-focus.ts'
import { useScanGun } from './keys/use-scan-gun.ts'
import { isDialogOpen } from './keys/where.ts'
import { CodeProblem } from './parts/code-problem.tsx'
import { ModeChoice } from './parts/mode-choice.tsx'
import { PaymentDialog } from './parts/payment/payment-dialog.tsx'
import { RedeemSide } from './parts/redeem/redeem-side.tsx'
import { ScanBox } from './parts/scan-box.tsx'
import { SellSide } from './parts/sell/sell-side.tsx'
import { StoreChoice, useCounterStore } from './parts/store-choice.tsx'
import { useCounterDesk } from './use-counter-desk.ts'

export default function CounterPage() {
  const menu = useText('menu')
  const text = useText('counter')
  const box = useRef<InputRef>(null)
  const [words, setWords] = useState('')
  const store = useCounterStore()
  const desk = useCounterDesk({ storeId: store.storeId, clearWords: () => setWords('') })
  const { counter, modes } = desk
  useKeptFocus(box)
  useScanGun((code) => !isDialogOpen() && desk.readCode(code))
  useHotkeys({
    F2: () => desk.setMode('sell'),
    F3: () => desk.setMode('recharge'),
    F4: () => desk.setMode('redeem'),
    F8: desk.pay,
    Escape: desk.back,
  })
  return (
    <PageShell title={menu('counter')} purpose={text('purpose')} actions={<StoreChoice store={store} />}>
      <ScanBox
        ref={box}
        words={words}
        onWords={setWords}
        onCode={desk.readCode}
        onSubmit={desk.submit}
        busy={desk.busy}
      />
      <CodeProblem
        error={desk.codeError}
        found={desk.finding.found}
        unasked={desk.unasked}
        onClose={desk.forgetProblem}
      />
      <ModeChoice modes={modes} mode={counter.mode} onMode={desk.setMode} />
      {counter.order && !counter.paying && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 12 }}
          title={`${text('pay.pending')} · ${counter.order.title} ¥${yuanText(counter.order.totalFen)}`}
          action={
            <Button type="primary" size="small" onClick={desk.pay}>
              {text('pay.resume')}
            </Button>
          }
        />
      )}
      {counter.mode === 'redeem' ? (
        <RedeemSide desk={desk} storeId={store.storeId} />
      ) : (
        <SellSide desk={desk} search={words} />
      )}
      {counter.order && (
        <PaymentDialog
          key={counter.order.id}
          order={counter.order}
          open={counter.paying}
          payerCode={desk.payerCode}
          onOrder={desk.setOrder}
          onLater={desk.later}
          onNext={desk.next}
        />
      )}
    </PageShell>
  )
}
