import { staffRoutes, type Staff } from '@sesame/contract/staff'
import type { Static } from '@sesame/contract/schema'
import { Checkbox, Form } from 'antd'
import { useState } from 'react'
import { useCommand } from '../../../shared/api.ts'
import { EditDrawer } from '../../../shared/edit-drawer.tsx'
import { useNotice } from '../../../shared/notice.tsx'
import { useText } from '../../../shared/text.ts'
import { StaffFields, type StaffValues } from './staff-fields.tsx'

type StaffEditProps = { person: Static<typeof Staff>; onClose: () => void }

/** The mobile number is shown masked, so an empty field keeps it and a tick removes it. */
export function StaffEdit({ person, onClose }: StaffEditProps) {
  const text = useText('staff')
  const notice = useNotice()
  const [form] = Form.useForm<StaffValues>()
  const edit = useCommand(staffRoutes.editStaff)
  const [removesMobile, setRemovesMobile] = useState(false)

  const submit = async ({ name, mobile, roleIds, storeId }: StaffValues) => {
    const changedMobile = removesMobile ? { mobile: null } : mobile ? { mobile } : {}
    const body = { name, roleIds, storeId: storeId ?? null, ...changedMobile }
    try {
      await edit.send({ params: { staffId: person.id }, body })
      notice.done(text('saved'))
      onClose()
    } catch {
      // useCommand has shown the refusal; the form stays as it was typed.
    }
  }
  return (
    <EditDrawer<StaffValues>
      id={person.id}
      onClose={onClose}
      title={person.name}
      form={form}
      initial={{
        name: person.name,
        roleIds: person.roles.map((role) => role.id),
        storeId: person.storeId ?? undefined,
      }}
      saving={edit.sending}
      onSubmit={(values) => void submit(values)}
      width={480}
    >
      <StaffFields
        {...(person.mobile ? { mobilePlaceholder: text('mobile.keep', { mobile: person.mobile }) } : {})}
      />
      {person.mobile && (
        <Checkbox checked={removesMobile} onChange={({ target }) => setRemovesMobile(target.checked)}>
          {text('mobile.remove')}
        </Checkbox>
      )}
    </EditDrawer>
  )
}
