import { PlusOutlined } from '@ant-design/icons'
import type { MerchantType } from '@sesame/contract/onboarding'
import { onboardingReviewRoutes } from '@sesame/contract/onboarding-review'
import type { Static } from '@sesame/contract/schema'
import { Button } from 'antd'
import { useQueryOf } from '../../shared/api.ts'
import { useDetail } from '../../shared/detail-drawer.tsx'
import type { Column } from '../../shared/list/columns.ts'
import { ListPage } from '../../shared/list/list-page.tsx'
import { wholeList } from '../../shared/list/use-list.ts'
import { useSession } from '../../shared/session.ts'
import { StateTag } from '../../shared/state-tag.tsx'
import { useText } from '../../shared/text.ts'
import { TypeEditor } from './parts/type-editor.tsx'

type Row = Static<typeof MerchantType>

/** Types of merchants: what each fills in and hands in is data, kept here. */
export default function TypesPage() {
  const menu = useText('menu')
  const text = useText('types')
  const { can } = useSession('operator')
  const detail = useDetail()
  const types = useQueryOf(onboardingReviewRoutes.listTypes, {})
  const chosen = types.data?.items.find((type) => type.code === detail.id)
  return (
    <ListPage
      title={menu('operator.types')}
      purpose={text('purpose')}
      list={wholeList(types)}
      columns={useColumns()}
      rowKey={(type) => type.code}
      onOpen={(type) => detail.open(type.code)}
      exportName={menu('operator.types')}
      actions={
        can('merchant-type.edit') && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => detail.open('new')}>
            {text('add')}
          </Button>
        )
      }
    >
      {(detail.id === 'new' || chosen) && <TypeEditor key={detail.id} type={chosen} onClose={detail.close} />}
    </ListPage>
  )
}

function useColumns(): Column<Row>[] {
  const text = useText('types')
  return [
    {
      key: 'name',
      title: text('name'),
      phone: 'heading',
      render: (type) => type.name,
      exported: (type) => type.name,
    },
    { key: 'code', title: text('code'), render: (type) => type.code, exported: (type) => type.code },
    {
      key: 'state',
      title: text('state'),
      phone: 'corner',
      render: (type) => <StateTag kind="channel" state={type.enabled ? 'active' : 'disabled'} />,
      exported: (type) => text(type.enabled ? 'enabled' : 'disabled'),
    },
    {
      key: 'fields',
      title: text('fields'),
      align: 'right',
      render: (type) => type.form.length,
      exported: (type) => type.form.length,
    },
    {
      key: 'documents',
      title: text('documents'),
      align: 'right',
      render: (type) => type.documents.length,
      exported: (type) => type.documents.length,
    },
    {
      key: 'merchants',
      title: text('merchants'),
      align: 'right',
      render: (type) => type.merchants,
      exported: (type) => type.merchants,
    },
  ]
}
