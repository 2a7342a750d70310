import { withdrawalReviewRoutes } from '@sesame/contract/withdrawals'
import { Alert, Button, Typography } from 'antd'
import { useCommand, useQueryOf } from '../../../shared/api.ts'
import { DetailDrawer } from '../../../shared/detail-drawer.tsx'
import { Answered } from '../../../shared/looks.tsx'
import { useSession } from '../../../shared/session.ts'
import { WithdrawalBody } from '../../../shared/settlement/withdrawal-body.tsx'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import { useState } from 'react'
import { ReviewActions } from './review-actions.tsx'
import type { Reviewed } from './reviewed.ts'

export function ReviewDrawer({ address, onClose }: { address: string | undefined; onClose: () => void }) {
  const menu = useText('menu')
  const text = useText('withdrawals')
  const { can } = useSession('operator')
  const [merchantId = '', withdrawalId = ''] = address?.split('.') ?? []
  const params = { merchantId, withdrawalId }
  const query = useQueryOf(
    withdrawalReviewRoutes.getWithdrawalOf,
    { params },
    { enabled: address !== undefined },
  )
  const withdrawal = query.data
  return (
    <DetailDrawer
      id={address}
      onClose={onClose}
      title={withdrawal ? withdrawal.merchantName : menu('operator.withdrawals')}
      aside={withdrawal && <StateTag kind="withdrawal" state={withdrawal.state} />}
      actions={withdrawal && can('withdraw.review') && <ReviewActions withdrawal={withdrawal} />}
    >
      <Answered query={query}>
        {(answer) => (
          <>
            {answer.state === 'reviewing' && answer.approvedByMe && (
              <Alert type="info" showIcon title={text('approve.mine')} style={{ marginBottom: 16 }} />
            )}
            <WithdrawalBody
              withdrawal={answer}
              bankNumber={
                answer.state === 'transferring' && can('withdraw.review') ? (
                  <WholeNumber withdrawal={answer} />
                ) : undefined
              }
            />
          </>
        )}
      </Answered>
    </DetailDrawer>
  )
}

/** The whole number only for whoever makes the transfer; each look is recorded. */
function WholeNumber({ withdrawal }: { withdrawal: Reviewed }) {
  const text = useText('withdrawals')
  const { send, sending } = useCommand(withdrawalReviewRoutes.revealBankAccount)
  const [number, setNumber] = useState<string | undefined>(undefined)
  if (number !== undefined) return <Typography.Text copyable>{number}</Typography.Text>
  const { merchantId, id: withdrawalId } = withdrawal
  const reveal = async () => {
    const shown = await send({ params: { merchantId, withdrawalId } }).catch(() => undefined)
    setNumber(shown?.number)
  }
  return (
    <>
      {withdrawal.bankNumber}{' '}
      <Button type="link" size="small" loading={sending} onClick={() => void reveal()}>
        {text('reveal')}
      </Button>
    </>
  )
}
