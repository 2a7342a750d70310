import { onboardingReviewRoutes } from '@sesame/contract/onboarding-review'
import type { AnswerOf } from '@sesame/contract/route'
import type { Column } from '../../../shared/list/columns.ts'
import { ListView } from '../../../shared/list/list-page.tsx'
import { useList } from '../../../shared/list/use-list.ts'
import { useText } from '../../../shared/text.ts'

type Row = AnswerOf<typeof onboardingReviewRoutes.listExpiringDocuments>['items'][number]

/** Documents of open merchants that run out within thirty days, or have. */
export function Expiring() {
  const text = useText('applications')
  const list = useList(onboardingReviewRoutes.listExpiringDocuments, { prefix: 'expiring' })
  const columns: Column<Row>[] = [
    {
      key: 'merchant',
      title: text('merchant'),
      phone: 'heading',
      render: (row) => row.merchantName,
      exported: (row) => row.merchantName,
    },
    { key: 'label', title: text('document'), render: (row) => row.label, exported: (row) => row.label },
    {
      key: 'expiresOn',
      title: text('expiresOn'),
      phone: 'corner',
      render: (row) => row.expiresOn,
      exported: (row) => row.expiresOn,
    },
  ]
  return (
    <ListView
      list={list}
      columns={columns}
      rowKey={(row) => row.id}
      exportName={text('expiring')}
      empty={{ title: text('expiring.none') }}
    />
  )
}
