import { financeRoutes } from '@sesame/contract/finance'
import { Link } from '@tanstack/react-router'
import { useQueryOf } from '../../../shared/api.ts'
import { DetailDrawer } from '../../../shared/detail-drawer.tsx'
import { Facts } from '../../../shared/facts.tsx'
import { Figure, FigureGrid } from '../../../shared/figure.tsx'
import { Answered, EmptyLook } from '../../../shared/looks.tsx'
import { Money } from '../../../shared/money-text.tsx'
import { Section } from '../../../shared/section.tsx'
import { useText } from '../../../shared/text.ts'

const sums = ['in', 'out', 'fee', 'settled'] as const

/** One day by where its money came in: each place leads to the statement of its account. */
export function DayDrawer({ day, onClose }: { day: string | undefined; onClose: () => void }) {
  const text = useText('finance')
  const query = useQueryOf(
    financeRoutes.listDays,
    { query: { from: day ?? '', to: day ?? '' } },
    { enabled: day !== undefined },
  )
  return (
    <DetailDrawer id={day} onClose={onClose} title={day ?? text('day')}>
      <Answered query={query}>
        {({ items: [flow] }) =>
          flow === undefined ? (
            <EmptyLook title={text('days.empty')} />
          ) : (
            <>
              <FigureGrid>
                <Figure label={text('net')} value={<Money fen={flow.netFen} />} />
                <Figure label={text('settled')} tone="released" value={<Money fen={flow.settledFen} />} />
              </FigureGrid>
              {flow.places.map((place) => (
                <Section
                  key={place.accountId}
                  title={place.name}
                  extra={
                    <Link to={`/m/books/${place.accountId}`} search={{ from: day, to: day } as never}>
                      {text('place.statement')}
                    </Link>
                  }
                >
                  <Facts
                    facts={[
                      ...sums
                        .filter((sum) => sum === 'in' || place[`${sum}Fen`] !== 0)
                        .map((sum) => ({ label: text(sum), value: <Money fen={place[`${sum}Fen`]} /> })),
                      { label: text('net'), value: <Money fen={place.netFen} />, strong: true },
                    ]}
                  />
                </Section>
              ))}
            </>
          )
        }
      </Answered>
    </DetailDrawer>
  )
}
