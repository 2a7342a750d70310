import { onboardingRoutes } from '@sesame/contract/onboarding'
import { Alert, Flex } from 'antd'
import { useQueryOf } from '../../shared/api.ts'
import { ApplicationHistory } from '../../shared/application/application-history.tsx'
import type { ApplicationView } from '../../shared/application/field-groups.ts'
import { Answered, EmptyLook } from '../../shared/looks.tsx'
import { PageShell, Panel } from '../../shared/page-shell.tsx'
import { StateTag } from '../../shared/state-tag.tsx'
import { useText } from '../../shared/text.ts'
import './application.css'
import { ApplicationForm } from './parts/application-form.tsx'
import { DocumentsPanel } from './parts/documents-panel.tsx'

/** What a merchant fills in and hands in before it may sell; afterwards, what it handed in. */
export default function ApplicationPage() {
  const menu = useText('menu')
  const text = useText('application')
  const asked = useQueryOf(onboardingRoutes.getApplication, {})
  const known = asked.data?.application
  return (
    <PageShell
      title={menu('settings.application')}
      purpose={text('purpose')}
      aside={known && <StateTag kind="application" state={known.state} />}
    >
      <Answered query={asked}>
        {({ application }) =>
          application ? <Parts application={application} /> : <EmptyLook title={text('none')} />
        }
      </Answered>
    </PageShell>
  )
}

function Parts({ application }: { application: ApplicationView }) {
  const text = useText('application')
  return (
    <div className="sesame-application">
      <Flex vertical gap={16}>
        <Hint application={application} />
        {/* Made anew for another type or state only: what is typed outlives an upload. */}
        <ApplicationForm key={`${application.typeCode} ${application.state}`} application={application} />
      </Flex>
      <Flex vertical gap={16}>
        {application.documentKinds.length > 0 && <DocumentsPanel application={application} />}
        <Panel title={text('history')}>
          <ApplicationHistory application={application} />
        </Panel>
      </Flex>
    </div>
  )
}

/** What to do now. */
function Hint({ application }: { application: ApplicationView }) {
  const text = useText('application')
  const { state, note } = application
  if (state === 'approved') return <Alert type="success" showIcon title={text('hint.approved')} />
  if (state === 'submitted') return <Alert type="info" showIcon title={text('hint.submitted')} />
  if (state === 'rejected')
    return <Alert type="warning" showIcon title={text('hint.rejected')} description={note || undefined} />
  return <Alert type="info" showIcon title={text('hint.draft')} />
}
