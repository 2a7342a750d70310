import { settlementReviewRoutes as routes } from '@sesame/contract/settlement'
import { Link } from '@tanstack/react-router'
import { useCommand, useQueryOf } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { DetailDrawer } from '../../../shared/detail-drawer.tsx'
import { Facts } from '../../../shared/facts.tsx'
import { Figure, FigureGrid } from '../../../shared/figure.tsx'
import { Answered } from '../../../shared/looks.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { Section } from '../../../shared/section.tsx'
import { useSession } from '../../../shared/session.ts'
import { useText } from '../../../shared/text.ts'
import type { Row } from './row.ts'
import { TermsForm } from './terms-form.tsx'

type DrawerProps = { id: string | undefined; onClose: () => void }

/** How the operator settles with one merchant: its money, the terms, the operator's own fees. */
export function MerchantSettlementDrawer({ id, onClose }: DrawerProps) {
  const text = useText('settlement')
  const { can } = useSession('operator')
  const query = useQueryOf(
    routes.getMerchantSettlement,
    { params: { merchantId: id ?? '' } },
    { enabled: id !== undefined },
  )
  const row = query.data
  return (
    <DetailDrawer
      id={id}
      onClose={onClose}
      title={row?.merchantName ?? text('merchant')}
      actions={row && can('settlement.edit') && row.dueFen > 0 && <CollectFees row={row} />}
    >
      <Answered query={query}>
        {(answer) => (
          <>
            <MoneyOf row={answer} />
            <Section title={text('terms')}>
              <TermsForm key={id} row={answer} readOnly={!can('settlement.edit')} />
            </Section>
          </>
        )}
      </Answered>
    </DetailDrawer>
  )
}

function MoneyOf({ row }: { row: Row }) {
  const text = useText('settlement')
  return (
    <>
      <FigureGrid>
        <Figure label={text('available')} value={<Money fen={row.availableFen} />} />
        <Figure label={text('withdrawing')} tone="escrow" value={<Money fen={row.withdrawingFen} />} />
        <Figure label={text('due')} tone="released" value={<Money fen={row.dueFen} />} />
      </FigureGrid>
      <Facts
        facts={[
          { label: text('collected'), value: <Money fen={row.collectedFen} /> },
          { label: text('atChannels'), value: <Money fen={row.atChannelsFen} /> },
          { label: text('bank'), value: <Money fen={row.bankFen} /> },
          { label: text('lastDay'), value: row.lastDay ?? '–' },
          {
            label: text('tab.statements'),
            value: (
              <Link
                to="/o/settlements"
                search={{ 'view.tab': 'statements', merchantId: row.merchantId } as never}
              >
                {text('open', { count: row.openStatements })}
              </Link>
            ),
          },
        ]}
      />
    </>
  )
}

function CollectFees({ row }: { row: Row }) {
  const text = useText('settlement')
  const notice = useNotice()
  const { send } = useCommand(routes.collectFees, { quiet: true })
  return (
    <ConfirmButton
      label={text('collect')}
      title={text('collect.title')}
      facts={[
        { label: text('merchant'), value: row.merchantName },
        { label: text('due'), value: <Money fen={row.dueFen} />, strong: true },
        { label: text('bank'), value: <Money fen={row.bankFen} /> },
      ]}
      onConfirm={async () => {
        await send({ params: { merchantId: row.merchantId } })
        notice.done(text('collect.done'))
      }}
      button={{ type: 'primary' }}
    />
  )
}
