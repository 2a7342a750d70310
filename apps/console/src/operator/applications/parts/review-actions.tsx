import { onboardingReviewRoutes } from '@sesame/contract/onboarding-review'
import { Input } from 'antd'
import { useState } from 'react'
import { useCommand } from '../../../shared/api.ts'
import type { ApplicationView } from '../../../shared/application/field-groups.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { useText } from '../../../shared/text.ts'

/** What is wrong, by the key of a field or document. */
export type Reasons = Record<string, string>
type ReviewActionsProps = { application: ApplicationView; reasons: Reasons; onDone: () => void }

export function ReviewActions({ application, reasons, onDone }: ReviewActionsProps) {
  const text = useText('applications')
  const notice = useNotice()
  const [note, setNote] = useState('')
  const review = useCommand(onboardingReviewRoutes.reviewApplication, { quiet: true })
  const found = Object.entries(reasons)
    .map(([key, reason]) => ({ key, reason: reason.trim() }))
    .filter(({ reason }) => reason !== '')
  const decide = async (decision: 'approved' | 'rejected') => {
    const params = { applicationId: application.id }
    await review.send({ params, body: { decision, note, reasons: decision === 'approved' ? [] : found } })
    notice.done(text(`done.${decision}`))
    onDone()
  }
  const labelOf = (key: string) =>
    [...application.form, ...application.documentKinds].find((asked) => asked.key === key)?.label ?? key
  return (
    <>
      <ConfirmButton
        danger
        label={text('reject')}
        title={text('reject.title')}
        hint={found.length === 0 ? text('reject.hint') : undefined}
        facts={found.map(({ key, reason }) => ({ label: labelOf(key), value: reason }))}
        ready={found.length > 0 || note.trim() !== ''}
        onConfirm={() => decide('rejected')}
      >
        <Input.TextArea
          value={note}
          onChange={(event) => setNote(event.target.value)}
          placeholder={text('note')}
          aria-label={text('note')}
          maxLength={300}
          autoSize={{ minRows: 2 }}
          style={{ marginTop: 12 }}
        />
      </ConfirmButton>
      <ConfirmButton
        label={text('approve')}
        title={text('approve.title')}
        hint={text('approve.hint')}
        disabled={found.length > 0}
        button={{ type: 'primary' }}
        onConfirm={() => decide('approved')}
      />
    </>
  )
}
