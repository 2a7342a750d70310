import { PlusOutlined } from '@ant-design/icons'
import { catalogRoutes, type CardType } from '@sesame/contract/catalog'
import type { Static } from '@sesame/contract/schema'
import { Button, Flex, Typography } from 'antd'
import { useQueryOf } from '../../shared/api.ts'
import { CardFace } from '../../shared/card-face.tsx'
import { useDetail } from '../../shared/detail-drawer.tsx'
import type { Column } from '../../shared/list/columns.ts'
import { ExportButton } from '../../shared/list/export-button.tsx'
import { wholeList } from '../../shared/list/use-list.ts'
import { Answered, EmptyLook } from '../../shared/looks.tsx'
import { PageShell, Panel } from '../../shared/page-shell.tsx'
import { useSession } from '../../shared/session.ts'
import { useText } from '../../shared/text.ts'
import { CardTypeEditor } from './parts/card-type-editor.tsx'

type Known = Static<typeof CardType>

export default function CardTypesPage() {
  const menu = useText('menu')
  const text = useText('cardTypes')
  const { can } = useSession('merchant')
  const types = useQueryOf(catalogRoutes.listCardTypes, {})
  const detail = useDetail()
  const known = types.data?.items.find((type) => type.id === detail.id)
  const add = can('catalog.edit') && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => detail.open('new')}>
      {text('add')}
    </Button>
  )
  return (
    <PageShell
      title={menu('catalog.card-types')}
      purpose={text('purpose')}
      actions={
        <>
          <ExportButton
            name={menu('catalog.card-types')}
            columns={useExportColumns()}
            everything={wholeList(types).everything}
          />
          {add}
        </>
      }
    >
      <Answered query={types}>
        {({ items }) =>
          items.length === 0 ? (
            <Panel>
              <EmptyLook hint={text('empty.hint')} action={add} />
            </Panel>
          ) : (
            <div className="sesame-tiles">
              {items.map((type) => (
                <Tile key={type.id} type={type} onOpen={() => detail.open(type.id)} />
              ))}
            </div>
          )
        }
      </Answered>
      {(detail.id === 'new' || known) && (
        <CardTypeEditor key={detail.id} type={known} onClose={detail.close} readOnly={!can('catalog.edit')} />
      )}
    </PageShell>
  )
}

function Tile({ type, onOpen }: { type: Known; onOpen: () => void }) {
  const text = useText('cardTypes')
  const { merchant } = useSession('merchant')
  return (
    <div
      className="sesame-panel sesame-tile sesame-row-link"
      role="button"
      tabIndex={0}
      aria-label={type.name}
      onClick={onOpen}
      onKeyDown={(event) => event.key === 'Enter' && onOpen()}
    >
      <CardFace
        color={type.faceColor}
        name={type.name}
        shop={merchant.name}
        corner={text(`form.${type.form}`)}
        foot={<span>{text(type.named ? 'named' : 'unnamed')}</span>}
      />
      <Flex justify="space-between" gap={8}>
        <Typography.Text>{text('cards', { count: type.cards })}</Typography.Text>
        <Typography.Text type="secondary">{text('bundles', { count: type.bundles })}</Typography.Text>
      </Flex>
    </div>
  )
}

function useExportColumns(): Column<Known>[] {
  const text = useText('cardTypes')
  const column = (key: string, title: string, exported: (type: Known) => string | number) => ({
    key,
    title,
    render: exported,
    exported,
  })
  return [
    column('name', text('name'), (type) => type.name),
    column('form', text('form'), (type) => text(`form.${type.form}`)),
    column('named', text('named'), (type) => text(type.named ? 'named' : 'unnamed')),
    column('cards', text('cards.column'), (type) => type.cards),
    column('bundles', text('bundles.column'), (type) => type.bundles),
    column('notice', text('notice'), (type) => type.notice),
  ]
}
