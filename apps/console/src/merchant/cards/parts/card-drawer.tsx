import { cardRoutes } from '@sesame/contract/cards'
import { moneyRoutes } from '@sesame/contract/money'
import { Link } from '@tanstack/react-router'
import { Flex, Typography } from 'antd'
import { useQueryOf } from '../../../shared/api.ts'
import { FlowPicture } from '../../../shared/charts/flow-picture.tsx'
import { DetailDrawer } from '../../../shared/detail-drawer.tsx'
import { DateTime } from '../../../shared/date-time.tsx'
import { Facts } from '../../../shared/facts.tsx'
import { Answered } from '../../../shared/looks.tsx'
import { PersonLink } from '../../../shared/person-link.tsx'
import { Section } from '../../../shared/section.tsx'
import { useSession } from '../../../shared/session.ts'
import { useText } from '../../../shared/text.ts'
import { CardAccounts } from './card-accounts.tsx'
import { CardFace } from './card-face.tsx'
import { CardHistory } from './card-history.tsx'
import { CardHoldings } from './card-holdings.tsx'
import { CardMoney } from './card-money.tsx'
import type { Card } from './card-types.ts'
import { FreezeCard } from './freeze-card.tsx'

type CardDrawerProps = { id: string | undefined; onClose: () => void }

export function CardDrawer({ id, onClose }: CardDrawerProps) {
  const text = useText('cards')
  const { can } = useSession('merchant')
  const query = useQueryOf(
    cardRoutes.getCard,
    { params: { cardId: id ?? '' } },
    { enabled: id !== undefined },
  )
  const card = query.data
  return (
    <DetailDrawer
      id={id}
      onClose={onClose}
      title={card?.typeName ?? text('number')}
      actions={card && can('card.freeze') && <FreezeCard card={card} />}
      width={680}
    >
      <Answered query={query}>{(answer) => <CardBody card={answer} />}</Answered>
    </DetailDrawer>
  )
}

function CardBody({ card }: { card: Card }) {
  const text = useText('cards')
  const { can } = useSession('merchant')
  const seesMoney = can('money.view')
  return (
    <>
      <CardFace card={card} />
      <CardMoney card={card} />
      <Section title={text('holdings')}>
        <CardHoldings holdings={card.holdings} />
      </Section>
      <Section title={text('opening')}>
        <CardFacts card={card} />
      </Section>
      {seesMoney && <CardFlow cardId={card.id} />}
      <Section
        title={text('history')}
        extra={<Link to={`/m/redemptions?cardId=${card.id}`}>{text('redemptions')}</Link>}
      >
        <CardHistory cardId={card.id} />
      </Section>
      {seesMoney && (
        <Section title={text('accounts')}>
          <Typography.Paragraph type="secondary" style={{ marginBottom: 4 }}>
            {text('accounts.purpose')}
          </Typography.Paragraph>
          <CardAccounts cardId={card.id} />
        </Section>
      )}
    </>
  )
}

function CardFacts({ card }: { card: Card }) {
  const text = useText('cards')
  const redemptions = useText('redemptions')
  return (
    <Facts
      facts={[
        { label: text('number'), value: <Typography.Text copyable>{card.number}</Typography.Text> },
        {
          label: text('customer'),
          value: <PersonLink id={card.customerId} name={card.customerName} mobile={card.customerMobile} />,
        },
        { label: text('openedAt'), value: <DateTime at={card.openedAt} show="second" /> },
        { label: text('seller'), value: card.sellerName ?? '–' },
        card.openedOrderId !== null && {
          label: text('order'),
          value: <Link to={`/m/orders/${card.openedOrderId}`}>{redemptions('openOrder')}</Link>,
        },
      ]}
    />
  )
}

function CardFlow({ cardId }: { cardId: string }) {
  const text = useText('cards')
  const flow = useQueryOf(moneyRoutes.flow, { query: { cardId } })
  return (
    <Section title={text('flow')}>
      <Answered query={flow}>
        {({ nodes, links }) =>
          links.length === 0 ? (
            <Flex>
              <Typography.Text type="secondary">{text('flow.empty')}</Typography.Text>
            </Flex>
          ) : (
            <FlowPicture nodes={nodes} links={links} height={240} label={text('flow.label')} />
          )
        }
      </Answered>
    </Section>
  )
}
