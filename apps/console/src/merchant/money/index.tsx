import { moneyRoutes } from '@sesame/contract/money'
import { useQueryOf } from '../../shared/api.ts'
import { FlowPicture } from '../../shared/charts/flow-picture.tsx'
import { Figure, FigureGrid } from '../../shared/figure.tsx'
import { Answered, EmptyLook } from '../../shared/looks.tsx'
import { Money } from '../../shared/money-text.tsx'
import { PageShell, Panel } from '../../shared/page-shell.tsx'
import { useText } from '../../shared/text.ts'
import type { Tone } from '../../shared/theme.ts'

const places = [
  ['escrow', 'escrow'],
  ['available', 'own'],
  ['unapplied', 'released'],
  ['refunding', 'refunded'],
  ['atChannels', 'released'],
  ['cash', 'own'],
  ['ownHands', 'own'],
  ['bonus', 'neutral'],
] as const satisfies [string, Tone][]

export default function MoneyPage() {
  const menu = useText('menu')
  const text = useText('money')
  const overview = useQueryOf(moneyRoutes.overview, {})
  const flow = useQueryOf(moneyRoutes.flow, {})
  return (
    <PageShell title={menu('money.overview')} purpose={text('purpose')}>
      <Answered query={overview}>
        {(answer) => (
          <FigureGrid>
            {places.map(([place, tone]) => (
              <Figure
                key={place}
                label={text(place)}
                hint={text(`${place}.hint`)}
                tone={tone}
                value={<Money fen={answer[`${place}Fen`]} />}
                to="/m/books"
              />
            ))}
          </FigureGrid>
        )}
      </Answered>
      <Panel title={text('flow')}>
        <Answered query={flow}>
          {({ nodes, links }) =>
            links.length === 0 ? (
              <EmptyLook title={text('flow.empty')} />
            ) : (
              <FlowPicture nodes={nodes} links={links} label={text('flow.label')} />
            )
          }
        </Answered>
      </Panel>
    </PageShell>
  )
}
