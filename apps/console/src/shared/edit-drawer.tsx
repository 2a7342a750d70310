import { Button, Form, type FormInstance } from 'antd'
import type { ReactNode } from 'react'
import { DetailDrawer } from './detail-drawer.tsx'
import { useText } from './text.ts'

export type EditDrawerProps<Values extends object> = {
  id: string | undefined
  onClose: () => void
  title: ReactNode
  aside?: ReactNode
  form: FormInstance<Values>
  initial: Partial<Values>
  saving: boolean
  onSubmit: (values: Values) => void
  submitLabel?: string
  /** Left of the two buttons: remove, reset. */
  actions?: ReactNode
  readOnly?: boolean
  width?: number
  children: ReactNode
}

/** A form in a drawer; Enter saves, and what was typed stays while the drawer is open. */
export function EditDrawer<Values extends object>(props: EditDrawerProps<Values>) {
  const { id, onClose, title, aside, form, initial, saving, onSubmit, width = 560, children } = props
  const text = useText('common')
  return (
    <DetailDrawer
      id={id}
      onClose={onClose}
      title={title}
      aside={aside}
      width={width}
      actions={
        <>
          {props.actions}
          <span style={{ flex: 1 }} />
          <Button onClick={onClose}>{text(props.readOnly ? 'close' : 'cancel')}</Button>
          {!props.readOnly && (
            <Button type="primary" loading={saving} onClick={form.submit}>
              {props.submitLabel ?? text('save')}
            </Button>
          )}
        </>
      }
    >
      <Form<Values>
        key={id}
        form={form}
        layout="vertical"
        initialValues={initial}
        disabled={props.readOnly ?? false}
        onFinish={onSubmit}
        scrollToFirstError
        preserve={false}
      >
        {children}
        <button type="submit" hidden />
      </Form>
    </DetailDrawer>
  )
}
