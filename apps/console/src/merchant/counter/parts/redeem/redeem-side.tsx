import { ScanOutlined } from '@ant-design/icons'
import { Flex, Typography } from 'antd'
import { Panel } from '../../../../shared/page-shell.tsx'
import { useSession } from '../../../../shared/session.ts'
import { useText } from '../../../../shared/text.ts'
import type { Desk } from '../../use-counter-desk.ts'
import { RecentRedemptions } from './recent-redemptions.tsx'
import { RedeemPanel } from './redeem-panel.tsx'
import { RedeemedLook } from './redeemed-look.tsx'

type RedeemSideProps = { desk: Desk; storeId: string | undefined }

/** The card that was scanned at the left, what I redeemed before at the right. */
export function RedeemSide({ desk, storeId }: RedeemSideProps) {
  const { can } = useSession('merchant')
  return (
    <div className="counter-desk">
      <Panel>
        <Scanned desk={desk} storeId={storeId} />
      </Panel>
      <div className="counter-side">{can('card.view') && <RecentRedemptions />}</div>
    </div>
  )
}

function Scanned({ desk, storeId }: RedeemSideProps) {
  const { counter, redeemed } = desk
  if (redeemed)
    return (
      <RedeemedLook
        redemption={redeemed.redemption}
        card={redeemed.card}
        onUndone={(redemption, card) => desk.setRedeemed({ redemption, card })}
        onNext={desk.nextCustomer}
      />
    )
  if (!counter.read) return <NothingScanned />
  return (
    <RedeemPanel
      key={counter.read.code}
      read={counter.read}
      storeId={storeId}
      onRedeemed={(redemption, card) => desk.setRedeemed({ redemption, card })}
      onRecharge={desk.recharge}
      onSell={(buyer) => {
        desk.setBuyer(buyer)
        desk.setMode('sell')
      }}
    />
  )
}

function NothingScanned() {
  const text = useText('counter')
  return (
    <Flex vertical align="center" gap={8} className="counter-waiting">
      <ScanOutlined className="counter-waiting-mark" />
      <Typography.Title level={2} style={{ fontSize: 18, margin: 0 }}>
        {text('redeem.empty')}
      </Typography.Title>
      <Typography.Text type="secondary" style={{ maxWidth: 420, textAlign: 'center' }}>
        {text('redeem.empty.hint')}
      </Typography.Text>
    </Flex>
  )
}
