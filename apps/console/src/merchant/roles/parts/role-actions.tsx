import type { Static } from '@sesame/contract/schema'
import { roleRoutes, type Role } from '@sesame/contract/staff'
import { Button } from 'antd'
import { useCommand } from '../../../shared/api.ts'
import { ConfirmButton } from '../../../shared/confirm-button.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { useText } from '../../../shared/text.ts'

type RoleActionsProps = { role: Static<typeof Role>; onCopy: () => void; onGone: () => void }

/** A preset role is copied only; an own one without members may go. */
export function RoleActions({ role, onCopy, onGone }: RoleActionsProps) {
  const text = useText('roles')
  const notice = useNotice()
  const remove = useCommand(roleRoutes.removeRole, { quiet: true })
  return (
    <>
      {!role.preset && (
        <ConfirmButton
          danger
          label={text('remove')}
          title={text('remove.title', { name: role.name })}
          hint={text('remove.hint')}
          facts={[{ label: text('members'), value: text('members.count', { count: role.members }) }]}
          disabled={role.members > 0}
          onConfirm={async () => {
            await remove.send({ params: { roleId: role.id } })
            notice.done(text('removed'))
            onGone()
          }}
        />
      )}
      <Button onClick={onCopy}>{text('copy')}</Button>
    </>
  )
}
