import { onboardingReviewRoutes } from '@sesame/contract/onboarding-review'
import { Button, Flex, Input, Typography } from 'antd'
import { useEffect, useState } from 'react'
import { useCommand, useQueryOf } from '../../../shared/api.ts'
import { ApplicationHistory } from '../../../shared/application/application-history.tsx'
import { DocumentTile } from '../../../shared/application/document-tile.tsx'
import { groupsOf, isMasked, type ApplicationView } from '../../../shared/application/field-groups.ts'
import { DetailDrawer } from '../../../shared/detail-drawer.tsx'
import { Answered } from '../../../shared/looks.tsx'
import { Section } from '../../../shared/section.tsx'
import { StateTag } from '../../../shared/state-tag.tsx'
import { useText } from '../../../shared/text.ts'
import { ReviewActions, type Reasons } from './review-actions.tsx'

type DrawerProps = { id: string | undefined; onClose: () => void }

/** Everything that was handed in, field by field, each with room for what is wrong with it. */
export function ApplicationDrawer({ id, onClose }: DrawerProps) {
  const menu = useText('menu')
  const asked = useQueryOf(
    onboardingReviewRoutes.reviewedApplication,
    { params: { applicationId: id ?? '' } },
    { enabled: id !== undefined },
  )
  const [reasons, setReasons] = useState<Reasons>({})
  useEffect(() => setReasons({}), [id])
  const shown = asked.data
  const waiting = shown?.application.state === 'submitted'
  return (
    <DetailDrawer
      id={id}
      onClose={onClose}
      title={shown?.merchantName ?? menu('operator.applications')}
      aside={shown && <StateTag kind="application" state={shown.application.state} />}
      actions={
        shown &&
        waiting && <ReviewActions application={shown.application} reasons={reasons} onDone={onClose} />
      }
      width={760}
    >
      <Answered query={asked}>
        {({ application }) => (
          <Parts
            application={application}
            reasons={reasons}
            onReason={waiting ? (key, reason) => setReasons({ ...reasons, [key]: reason }) : undefined}
          />
        )}
      </Answered>
    </DetailDrawer>
  )
}

type PartsProps = {
  application: ApplicationView
  reasons: Reasons
  onReason: ((key: string, reason: string) => void) | undefined
}

function Parts({ application, reasons, onReason }: PartsProps) {
  const text = useText('applications')
  const [revealed, setRevealed] = useState<Record<string, string>>({})
  const reveal = useCommand(onboardingReviewRoutes.revealApplication)
  useEffect(() => setRevealed({}), [application.id])
  const look = () =>
    void reveal.send({ params: { applicationId: application.id } }).then(
      ({ values }) => setRevealed(values),
      () => undefined,
    )
  const hasMasked = application.form.some((field) => isMasked(field) && application.values[field.key])
  const reasonOf = (key: string) => ({
    value: reasons[key] ?? '',
    onChange: onReason && ((reason: string) => onReason(key, reason)),
  })
  return (
    <>
      {hasMasked && application.state !== 'draft' && (
        <Flex justify="flex-end">
          <Button size="small" loading={reveal.sending} onClick={look}>
            {text('reveal')}
          </Button>
        </Flex>
      )}
      {groupsOf(application.form).map((group) => (
        <Section key={group.name} title={group.name}>
          {group.fields.map((field) => (
            <Asked key={field.key} label={field.label} {...reasonOf(field.key)}>
              {revealed[field.key] ?? application.values[field.key] ?? '–'}
            </Asked>
          ))}
        </Section>
      ))}
      <Section title={text('documents')}>
        {application.documentKinds.map((kind) => (
          <Asked key={kind.key} label={kind.label} {...reasonOf(kind.key)}>
            <div className="sesame-documents">
              {application.documents
                .filter((document) => document.kind === kind.key)
                .map((document) => (
                  <DocumentTile key={document.id} document={document} />
                ))}
            </div>
          </Asked>
        ))}
      </Section>
      <Section title={text('history')}>
        <ApplicationHistory application={application} />
      </Section>
    </>
  )
}

type AskedProps = {
  label: string
  value: string
  onChange: ((reason: string) => void) | undefined
  children: React.ReactNode
}

function Asked({ label, value, onChange, children }: AskedProps) {
  const text = useText('applications')
  return (
    <div className="sesame-fact">
      <Flex justify="space-between" gap={16}>
        <Typography.Text type="secondary" style={{ flex: 'none' }}>
          {label}
        </Typography.Text>
        <div style={{ textAlign: 'end', overflowWrap: 'anywhere' }}>{children}</div>
      </Flex>
      {onChange && (
        <Input
          size="small"
          variant="filled"
          placeholder={text('reason.for', { label })}
          aria-label={text('reason.for', { label })}
          value={value}
          maxLength={200}
          status={value ? 'error' : ''}
          onChange={(event) => onChange(event.target.value)}
          style={{ marginTop: 4 }}
        />
      )}
    </div>
  )
}
