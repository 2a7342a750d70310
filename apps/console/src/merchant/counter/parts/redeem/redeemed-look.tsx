import { CheckCircleFilled, UndoOutlined } from '@ant-design/icons'
import { Button, Flex, Typography } from 'antd'
import { Money } from '../../../../shared/money-text.tsx'
import { useText } from '../../../../shared/text.ts'
import { CardHoldings } from '../../../cards/parts/card-holdings.tsx'
import { UndoRedemption } from '../../../redemptions/parts/undo-redemption.tsx'
import { visitsUsed } from '../../../redemptions/parts/redemption-types.ts'
import type { Card, Redemption } from '../../counter-types.ts'
import { KeyCap } from '../../keys/key-cap.tsx'
import { useHotkeys } from '../../keys/use-hotkeys.ts'
import { ReceiptButton } from '../receipt-button.tsx'
import { RedemptionReceipt } from '../receipts.tsx'

type RedeemedLookProps = {
  redemption: Redemption
  card: Card
  onUndone: (redemption: Redemption, card: Card) => void
  onNext: () => void
}

/** What was used and what is left, with undo and receipt; Enter or the next scan goes on. */
export function RedeemedLook({ redemption, card, onUndone, onNext }: RedeemedLookProps) {
  const text = useText('counter')
  const redemptions = useText('redemptions')
  useHotkeys({ Enter: onNext, Escape: onNext })
  const visits = visitsUsed(redemption)
  const undone = redemption.state === 'undone'
  return (
    <Flex vertical gap={16}>
      <Flex vertical align="center" gap={4} className="counter-success" role="status">
        {undone ? (
          <UndoOutlined className="counter-undone-mark" />
        ) : (
          <CheckCircleFilled className="counter-success-mark" />
        )}
        <Typography.Title level={2} style={{ fontSize: 20, margin: 0 }}>
          {text(undone ? 'redeem.undone' : 'redeem.done')}
        </Typography.Title>
        <span style={{ fontSize: 16 }}>
          {redemption.productName ?? (redemption.note || redemptions('value'))}{' '}
          <strong>
            {visits > 0 ? redemptions('times', { count: visits }) : <Money fen={redemption.amountFen} />}
          </strong>
        </span>
        <Typography.Text type="secondary">
          {redemption.customerName} {redemption.customerMobile}
        </Typography.Text>
      </Flex>
      <StillLeft card={card} />
      <Flex gap={8} justify="center" wrap>
        {!undone && (
          <ReceiptButton inDialog={false}>
            <RedemptionReceipt redemption={redemption} card={card} />
          </ReceiptButton>
        )}
        <UndoRedemption
          redemption={redemption}
          onUndone={(answer) => onUndone(answer.redemption, answer.card)}
        />
        <Button type="primary" onClick={onNext}>
          {text('redeem.next')} <KeyCap>Enter</KeyCap>
        </Button>
      </Flex>
    </Flex>
  )
}

function StillLeft({ card }: { card: Card }) {
  const text = useText('counter')
  const value = card.valuePrincipalFen + card.bonusFen
  return (
    <div className="counter-left">
      <Typography.Text type="secondary">{text('redeem.stillLeft')}</Typography.Text>
      {(card.holdings.length > 0 || value === 0) && <CardHoldings holdings={card.holdings} />}
      {value > 0 && (
        <Flex justify="space-between" style={{ paddingTop: 8 }}>
          <span>{text('redeem.value')}</span>
          <strong>
            <Money fen={value} />
          </strong>
        </Flex>
      )}
    </div>
  )
}
