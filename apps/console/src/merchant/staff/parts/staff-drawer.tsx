import { staffRoutes, type Staff } from '@sesame/contract/staff'
import type { Static } from '@sesame/contract/schema'
import { Button, Flex, Tag } from 'antd'
import { useEffect, useState } from 'react'
import { useCommand, useQueryOf } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { DateTime } from '../../../shared/date-time.tsx'
import { DetailDrawer } from '../../../shared/detail-drawer.tsx'
import { Facts } from '../../../shared/facts.tsx'
import { Answered } from '../../../shared/looks.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { useSession } from '../../../shared/session.ts'
import { StateTag } from '../../../shared/state-tag.tsx'
import type { Handover } from '../../../shared/temporary-password.tsx'
import { useText } from '../../../shared/text.ts'
import { StaffEdit } from './staff-edit.tsx'

type Person = Static<typeof Staff>
type StaffDrawerProps = { id: string | undefined; onClose: () => void; onReset: (handover: Handover) => void }

export function StaffDrawer({ id, onClose, onReset }: StaffDrawerProps) {
  const menu = useText('menu')
  const person = useQueryOf(
    staffRoutes.getStaff,
    { params: { staffId: id ?? '' } },
    { enabled: id !== undefined },
  )
  const [editing, setEditing] = useState(false)
  useEffect(() => setEditing(false), [id])
  const known = person.data
  if (known && editing) return <StaffEdit person={known} onClose={() => setEditing(false)} />
  return (
    <DetailDrawer
      id={id}
      onClose={onClose}
      title={known?.name ?? menu('settings.staff')}
      aside={known && <StateTag kind="staff" state={known.state} />}
      actions={known && <Actions person={known} onReset={onReset} onEdit={() => setEditing(true)} />}
      width={480}
    >
      <Answered query={person}>{(answer) => <StaffFacts person={answer} />}</Answered>
    </DetailDrawer>
  )
}

function StaffFacts({ person }: { person: Person }) {
  const text = useText('staff')
  return (
    <Facts
      facts={[
        { label: text('loginName'), value: person.loginName },
        { label: text('mobile'), value: person.mobile ?? '–' },
        {
          label: text('roles'),
          value: (
            <Flex gap={4} wrap justify="flex-end">
              {person.roles.map((role) => (
                <Tag key={role.id} style={{ margin: 0 }}>
                  {role.name}
                </Tag>
              ))}
            </Flex>
          ),
        },
        {
          label: text('secondFactor'),
          value: person.hasSecondFactor ? text('secondFactor.on') : text('secondFactor.off'),
        },
        { label: text('store'), value: person.storeName ?? text('store.none') },
        { label: text('joinedOn'), value: person.joinedOn },
        person.leftOn !== null && { label: text('leftOn'), value: person.leftOn },
        {
          label: text('lastSeenAt'),
          value: person.lastSeenAt ? <DateTime at={person.lastSeenAt} show="second" /> : text('never'),
        },
      ]}
    />
  )
}

type ActionsProps = { person: Person; onReset: (handover: Handover) => void; onEdit: () => void }

function Actions({ person, onReset, onEdit }: ActionsProps) {
  const text = useText('staff')
  const notice = useNotice()
  const { can, staffId } = useSession('merchant')
  const reset = useCommand(staffRoutes.resetPassword, { quiet: true })
  const leave = useCommand(staffRoutes.leaveStaff, { quiet: true })
  const restore = useCommand(staffRoutes.restoreStaff, { quiet: true })
  const { id, name, loginName } = person
  const self = id === staffId
  const params = { staffId: id }
  const facts = [
    { label: text('name'), value: name },
    { label: text('loginName'), value: loginName },
    { label: text('roles'), value: person.roles.map((role) => role.name).join('、') },
  ]
  const resetNow = async () => {
    const { temporaryPassword } = await reset.send({ params })
    onReset({ name, loginName, password: temporaryPassword })
  }
  if (person.state === 'left') {
    return can('staff.edit') ? (
      <ConfirmButton
        label={text('restore')}
        title={text('restore.title', { name })}
        hint={text('restore.hint')}
        facts={facts}
        onConfirm={async () => {
          await restore.send({ params })
          notice.done(text('restore.done', { name }))
        }}
      />
    ) : null
  }
  return (
    <>
      {can('staff.edit') && !self && (
        <ConfirmButton
          danger
          label={text('leave')}
          title={text('leave.title', { name })}
          hint={text('leave.hint')}
          facts={facts}
          onConfirm={async () => {
            await leave.send({ params })
            notice.done(text('leave.done', { name }))
          }}
        />
      )}
      {can('staff.reset-password') && !self && (
        <ConfirmButton
          label={text('reset')}
          title={text('reset.title', { name })}
          hint={text('reset.hint')}
          facts={facts}
          onConfirm={resetNow}
        />
      )}
      {can('staff.reset-password') && !self && person.hasSecondFactor && <ResetFactor person={person} />}
      {can('staff.edit') && (
        <Button type="primary" onClick={onEdit}>
          {text('edit')}
        </Button>
      )}
    </>
  )
}

/** For somebody who lost the phone and the recovery codes. */
function ResetFactor({ person }: { person: Person }) {
  const text = useText('staff')
  const notice = useNotice()
  const reset = useCommand(staffRoutes.resetSecondFactor, { quiet: true })
  const { id, name, loginName } = person
  return (
    <ConfirmButton
      label={text('factor.reset')}
      title={text('factor.reset.title', { name })}
      hint={text('factor.reset.hint')}
      facts={[
        { label: text('name'), value: name },
        { label: text('loginName'), value: loginName },
      ]}
      onConfirm={async () => {
        await reset.send({ params: { staffId: id } })
        notice.done(text('factor.reset.done', { name }))
      }}
    />
  )
}
