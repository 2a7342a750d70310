import { settlementRoutes } from '@sesame/contract/settlement'
import { useCommand, useQueryOf } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { DetailDrawer } from '../../../shared/detail-drawer.tsx'
import { DownloadButton } from '../../../shared/download-button.tsx'
import { Answered } from '../../../shared/looks.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { useSession } from '../../../shared/session.ts'
import { StatementBody } from '../../../shared/settlement/statement-body.tsx'
import type { StatementFull } from '../../../shared/settlement/types.ts'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import { LineTransfers } from './line-transfers.tsx'

export function StatementDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const menu = useText('menu')
  const query = useQueryOf(
    settlementRoutes.getStatement,
    { params: { statementId: id ?? '' } },
    { enabled: id !== undefined },
  )
  const statement = query.data
  return (
    <DetailDrawer
      id={id}
      onClose={onClose}
      width={760}
      title={statement?.number ?? menu('money.statements')}
      aside={statement && <StateTag kind="statement" state={statement.state} />}
      actions={statement && <Actions statement={statement} />}
    >
      <Answered query={query}>
        {(answer) => (
          <StatementBody
            statement={answer}
            behind={(line) => <LineTransfers statementId={answer.id} line={line} />}
          />
        )}
      </Answered>
    </DetailDrawer>
  )
}

function Actions({ statement }: { statement: StatementFull }) {
  const text = useText('settlement')
  const notice = useNotice()
  const { can } = useSession('merchant')
  const { send } = useCommand(settlementRoutes.confirmStatement, { quiet: true })
  const params = { statementId: statement.id }
  const confirm = async () => {
    await send({ params })
    notice.done(text('confirm.done'))
  }
  return (
    <>
      {can('finance.export') &&
        (['pdf', 'xlsx'] as const).map((format) => (
          <DownloadButton
            key={format}
            route={settlementRoutes.statementFile}
            input={{ params, query: { format } }}
            label={text(format)}
          />
        ))}
      {can('settlement.confirm') && statement.state === 'open' && (
        <ConfirmButton
          label={text('confirm')}
          title={text('confirm.title')}
          hint={text('confirm.hint')}
          facts={[
            { label: text('days'), value: `${statement.firstDay} – ${statement.lastDay}` },
            { label: text('opening'), value: <Money fen={statement.openingFen} /> },
            { label: text('closing'), value: <Money fen={statement.closingFen} />, strong: true },
            { label: text('fee'), value: <Money fen={statement.feeFen} /> },
          ]}
          onConfirm={confirm}
          button={{ type: 'primary' }}
        />
      )}
    </>
  )
}
