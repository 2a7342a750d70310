import { operatorRoutes } from '@sesame/contract/operator'
import { useQueryOf } from '../../../shared/api.ts'
import { CopyText } from '../../../shared/copy-text.tsx'
import { DateTime } from '../../../shared/date-time.tsx'
import { DetailDrawer } from '../../../shared/detail-drawer.tsx'
import { Facts } from '../../../shared/facts.tsx'
import { Figure, FigureGrid } from '../../../shared/figure.tsx'
import { Answered } from '../../../shared/looks.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'

/** A merchant's file. */
export function MerchantDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const menu = useText('menu')
  const text = useText('operator')
  const merchant = useQueryOf(
    operatorRoutes.getMerchant,
    { params: { merchantId: id ?? '' } },
    { enabled: id !== undefined },
  )
  return (
    <DetailDrawer
      id={id}
      onClose={onClose}
      title={merchant.data?.name ?? menu('operator.merchants')}
      aside={merchant.data && <StateTag kind="merchant" state={merchant.data.state} />}
    >
      <Answered query={merchant}>
        {(answer) => (
          <>
            <FigureGrid>
              <Figure
                label={text('escrow')}
                hint={text('escrow.hint')}
                tone="escrow"
                value={<Money fen={answer.escrowFen} />}
              />
              <Figure
                label={text('exposure')}
                hint={text('exposure.hint')}
                tone={answer.exposureFen > 0 ? 'risk' : 'neutral'}
                value={<Money fen={answer.exposureFen} />}
              />
              <Figure label={text('merchants.sales30')} value={<Money fen={answer.sales30Fen} />} />
              <Figure label={text('cards')} tone="neutral" value={answer.cards} />
            </FigureGrid>
            <Facts
              facts={[
                { label: text('merchants.code'), value: <CopyText value={answer.code} /> },
                { label: text('merchants.type'), value: answer.typeName },
                { label: text('customers'), value: answer.customers },
                { label: text('merchants.share'), value: shareOf(answer.exposureFen, answer.escrowFen) },
                {
                  label: text('merchants.createdAt'),
                  value: <DateTime at={answer.createdAt} show="second" />,
                },
                { label: text('merchants.id'), value: <CopyText value={answer.id} /> },
              ]}
            />
          </>
        )}
      </Answered>
    </DetailDrawer>
  )
}

function shareOf(exposureFen: number, escrowFen: number): string {
  return escrowFen === 0 ? '–' : `${Math.round((exposureFen / escrowFen) * 100)}%`
}
