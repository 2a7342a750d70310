import { catalogRoutes } from '@sesame/contract/catalog'
import { moneyRoutes } from '@sesame/contract/money'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Flex, Select, Typography } from 'antd'
import { useQueryOf } from '../../../shared/api.ts'
import { FlowPicture, type FlowLink, type FlowNode } from '../../../shared/charts/flow-picture.tsx'
import { Period } from '../../../shared/list/filter-bar.tsx'
import { Answered, EmptyLook } from '../../../shared/looks.tsx'
import { Panel } from '../../../shared/page-shell.tsx'
import { useSession } from '../../../shared/session.ts'
import { useText } from '../../../shared/text.ts'
import { booksOf } from './books-of.ts'
import { usePlaceName } from './use-place-name.ts'

type Chosen = { from?: string; to?: string; cardTypeId?: string }

/** Where each yuan of prepaid money is, of a period and a card type; its places lead to the books. */
export function FlowPanel() {
  const text = useText('money')
  const { can } = useSession('merchant')
  const chosen: Chosen = useSearch({ strict: false })
  const navigate = useNavigate()
  const { from, to, cardTypeId } = chosen
  const flow = useQueryOf(moneyRoutes.flow, { query: { from, to, cardTypeId } })
  const types = useQueryOf(catalogRoutes.listCardTypes, {}, { enabled: can('catalog.view') })
  const choose = (change: Chosen) =>
    void navigate({ to: '.', search: (kept: Chosen) => ({ ...kept, ...change }), replace: true } as never)

  const nameOf = usePlaceName()
  const pick = (picked: { node: FlowNode } | { link: FlowLink }) => {
    const id = 'node' in picked ? picked.node.id : picked.link.to
    const type = types.data?.items.find((one) => one.name === id)
    if (type && !cardTypeId) choose({ cardTypeId: type.id })
    else void navigate({ to: '/m/books', search: booksOf(id) } as never)
  }
  return (
    <Panel
      title={text('flow')}
      extra={
        <Flex gap={8} wrap>
          {types.data && (
            <Select
              allowClear
              aria-label={text('flow.cardType')}
              placeholder={text('flow.everything')}
              value={cardTypeId}
              onChange={(value: string | undefined) => choose({ cardTypeId: value })}
              options={types.data.items.map((type) => ({ value: type.id, label: type.name }))}
              style={{ minWidth: 160 }}
            />
          )}
          <Period from={from} to={to} onChange={choose} />
        </Flex>
      }
    >
      <Answered query={flow}>
        {({ nodes, links }) =>
          links.length === 0 ? (
            <EmptyLook title={text('flow.empty')} />
          ) : (
            <>
              <Typography.Text type="secondary">{text('flow.hint')}</Typography.Text>
              <FlowPicture
                nodes={nodes.map((node) => ({ ...node, name: nameOf(node) }))}
                links={links}
                label={text('flow.label')}
                height={Math.max(340, nodes.length * 44)}
                onPick={pick}
              />
            </>
          )
        }
      </Answered>
    </Panel>
  )
}
