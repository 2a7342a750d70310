import { merchantAccess, operatorAccess, permissionAccess } from '@sesame/contract/access'
import { Alert, Flex, Input, Modal, Typography } from 'antd'
import { useState } from 'react'
import { client } from './api.ts'
import { focusField } from './focus-in-dialog.ts'
import { useProblem } from './notice.tsx'
import { usePasswordAsking } from './password-asking.ts'
import { useText } from './text.ts'

const accesses = { merchant: merchantAccess, operator: operatorAccess, permission: permissionAccess }

/** Some commands want to know that it is still the same person: asked here, and the command goes on by itself. */
export function PasswordDialog() {
  const text = useText('passwords')
  const common = useText('common')
  const problemOf = useProblem()
  const asking = usePasswordAsking()
  const [password, setPassword] = useState('')
  const [sending, setSending] = useState(false)
  const [failure, setFailure] = useState<unknown>(undefined)

  const end = (given: boolean) => {
    setPassword('')
    setFailure(undefined)
    asking?.answer(given)
  }
  const confirm = async () => {
    if (!asking || sending || password === '') return
    setSending(true)
    setFailure(undefined)
    try {
      const { confirmPassword } = accesses[asking.audience as keyof typeof accesses]
      await client.call(confirmPassword as typeof merchantAccess.confirmPassword, { body: { password } })
      end(true)
    } catch (error) {
      setFailure(error)
    } finally {
      setSending(false)
    }
  }
  return (
    <Modal
      open={asking !== undefined}
      title={text('again.title')}
      onCancel={() => end(false)}
      onOk={() => void confirm()}
      okText={text('again.confirm')}
      cancelText={common('cancel')}
      okButtonProps={{ disabled: password === '' }}
      confirmLoading={sending}
      afterOpenChange={focusField}
      width={400}
      zIndex={2000}
      destroyOnHidden
    >
      <Flex vertical gap={12}>
        <Typography.Text type="secondary">{text('again.hint')}</Typography.Text>
        <Input.Password
          aria-label={text('again.label')}
          placeholder={text('again.label')}
          autoComplete="current-password"
          maxLength={128}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          onPressEnter={() => void confirm()}
        />
        {failure !== undefined && <Alert type="error" showIcon title={problemOf(failure).message} />}
      </Flex>
    </Modal>
  )
}
