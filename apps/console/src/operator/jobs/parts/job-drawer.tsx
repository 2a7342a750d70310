import { operatorRoutes, type Job } from '@sesame/contract/operator'
import type { Static } from '@sesame/contract/schema'
import { useCommand } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { CopyText } from '../../../shared/copy-text.tsx'
import { DateTime } from '../../../shared/date-time.tsx'
import { DetailDrawer } from '../../../shared/detail-drawer.tsx'
import { Facts } from '../../../shared/facts.tsx'
import { EmptyLook, Loading } from '../../../shared/looks.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { Section } from '../../../shared/section.tsx'
import { useSession } from '../../../shared/session.ts'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'

type Row = Static<typeof Job>
type JobDrawerProps = {
  id: string | undefined
  job: Row | undefined
  title: (name: string) => string
  waiting: boolean
  onClose: () => void
}

export function JobDrawer({ id, job, title, waiting, onClose }: JobDrawerProps) {
  const text = useText('operator')
  return (
    <DetailDrawer
      id={id}
      onClose={onClose}
      title={job ? title(job.name) : text('jobs.name')}
      aside={job && <StateTag kind="job" state={job.state} />}
      actions={job && <RetryButton job={job} title={title(job.name)} />}
    >
      {job ? <JobFacts job={job} /> : waiting ? <Loading /> : <EmptyLook title={text('jobs.absent')} />}
    </DetailDrawer>
  )
}

function JobFacts({ job }: { job: Row }) {
  const text = useText('operator')
  return (
    <>
      <Facts
        facts={[
          { label: text('jobs.name'), value: <CopyText value={job.name} /> },
          { label: text('jobs.merchant'), value: job.merchantName ?? '–' },
          { label: text('jobs.subject'), value: job.subject ? <CopyText value={job.subject} /> : '–' },
          { label: text('jobs.attempts'), value: `${job.attempts} / ${job.attemptsMax}` },
          { label: text('jobs.runAt'), value: <DateTime at={job.runAt} show="second" /> },
          { label: text('jobs.createdAt'), value: <DateTime at={job.createdAt} show="second" /> },
        ]}
      />
      {job.lastError && (
        <Section title={text('jobs.error')}>
          <pre className="sesame-error-text">{job.lastError}</pre>
        </Section>
      )}
    </>
  )
}

function RetryButton({ job, title }: { job: Row; title: string }) {
  const text = useText('operator')
  const notice = useNotice()
  const { can } = useSession('operator')
  const retry = useCommand(operatorRoutes.retryJob, { quiet: true })
  if (!can('job.retry') || (job.state !== 'dead' && job.state !== 'retrying')) return null
  return (
    <ConfirmButton
      label={text('jobs.retry')}
      title={text('jobs.retry.title')}
      hint={text('jobs.retry.hint')}
      facts={[
        { label: text('jobs.name'), value: title },
        { label: text('jobs.merchant'), value: job.merchantName ?? '–' },
        { label: text('jobs.attempts'), value: `${job.attempts} / ${job.attemptsMax}` },
      ]}
      button={{ type: 'primary' }}
      onConfirm={async () => {
        await retry.send({ params: { jobId: job.id } })
        notice.done(text('jobs.retry.done'))
      }}
    />
  )
}
