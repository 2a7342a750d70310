import { roleRoutes, storeRoutes } from '@sesame/contract/staff'
import { Form, Input, Select } from 'antd'
import { useQueryOf } from '../../../shared/api.ts'
import { useText } from '../../../shared/text.ts'

export type StaffValues = {
  name: string
  loginName?: string
  mobile?: string
  roleIds: string[]
  storeId?: string | undefined
}

/** What is asked of a person, new or known. */
export function StaffFields({ mobilePlaceholder }: { mobilePlaceholder?: string }) {
  const text = useText('staff')
  const roles = useQueryOf(roleRoutes.listRoles, {})
  const stores = useQueryOf(storeRoutes.listStores, {})
  return (
    <>
      <Form.Item name="name" label={text('name')} rules={[{ required: true, whitespace: true, max: 60 }]}>
        <Input autoComplete="off" autoFocus />
      </Form.Item>
      <Form.Item
        name="mobile"
        label={text('mobile')}
        rules={[{ pattern: /^1[3-9]\d{9}$/, message: text('mobile.wrong') }]}
      >
        <Input inputMode="tel" autoComplete="off" placeholder={mobilePlaceholder} maxLength={11} />
      </Form.Item>
      <Form.Item
        name="roleIds"
        label={text('roles')}
        rules={[{ required: true, type: 'array', min: 1, message: text('roles.required') }]}
      >
        <Select
          mode="multiple"
          loading={roles.isPending}
          optionFilterProp="label"
          options={roles.data?.items.map((role) => ({ value: role.id, label: role.name })) ?? []}
        />
      </Form.Item>
      <Form.Item name="storeId" label={text('store')}>
        <Select
          allowClear
          loading={stores.isPending}
          placeholder={text('store.none')}
          options={stores.data?.items.map((store) => ({ value: store.id, label: store.name })) ?? []}
        />
      </Form.Item>
    </>
  )
}
