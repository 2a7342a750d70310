import { withdrawalRoutes } from '@sesame/contract/withdrawals'
import { useQueryOf } from '../../../shared/api.ts'
import { DetailDrawer } from '../../../shared/detail-drawer.tsx'
import { Answered } from '../../../shared/looks.tsx'
import { WithdrawalBody } from '../../../shared/settlement/withdrawal-body.tsx'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import { TransfersButton } from '../../../shared/transfers-button.tsx'

export function WithdrawalDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const menu = useText('menu')
  const query = useQueryOf(
    withdrawalRoutes.getWithdrawal,
    { params: { withdrawalId: id ?? '' } },
    { enabled: id !== undefined },
  )
  const withdrawal = query.data
  return (
    <DetailDrawer
      id={id}
      onClose={onClose}
      title={withdrawal?.number ?? menu('money.withdrawals')}
      aside={withdrawal && <StateTag kind="withdrawal" state={withdrawal.state} />}
    >
      <Answered query={query}>
        {(answer) => (
          <WithdrawalBody
            withdrawal={answer}
            aside={<TransfersButton subjects={[{ kind: 'withdrawal', id: answer.id }]} />}
          />
        )}
      </Answered>
    </DetailDrawer>
  )
}
