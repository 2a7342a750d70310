import { Alert, Button, Flex, Modal, Typography, type ButtonProps } from 'antd'
import { useRef, useState, type ReactNode } from 'react'
import { Facts, type Fact } from './facts.tsx'
import { useProblem } from './notice.tsx'
import { useText } from './text.ts'
import { focusField } from './focus-in-dialog.ts'

export type ConfirmButtonProps = {
  label: string
  /** The question, and what will happen in numbers. */
  title: string
  facts?: (Fact | false | undefined)[]
  hint?: string
  /** Shown between question and buttons: a reason to type. */
  children?: ReactNode
  /** Sends the command; its key stays the same when this is called again after a failure (see useCommand). */
  onConfirm: () => Promise<unknown>
  confirmLabel?: string
  danger?: boolean
  disabled?: boolean
  /** False while something that the question asks for, as a reason, is missing. */
  ready?: boolean
  button?: ButtonProps
}

/** Asks once, says what will happen in numbers, and can't be sent twice. */
export function ConfirmButton(props: ConfirmButtonProps) {
  const {
    label,
    title,
    facts,
    hint,
    children,
    onConfirm,
    confirmLabel,
    danger = false,
    disabled = false,
    ready = true,
    button,
  } = props
  const text = useText('common')
  const problemOf = useProblem()
  const { open, show, close, sending, failure, confirm } = useConfirmation(onConfirm)
  return (
    <>
      <Button danger={danger} disabled={disabled} onClick={show} {...button}>
        {label}
      </Button>
      <Modal
        open={open}
        title={title}
        onCancel={close}
        onOk={() => void confirm()}
        confirmLoading={sending}
        okText={failure ? text('confirm.again') : (confirmLabel ?? label)}
        cancelText={text('cancel')}
        okButtonProps={{ danger, disabled: disabled || !ready }}
        cancelButtonProps={{ disabled: sending }}
        width={440}
        afterOpenChange={focusField}
        destroyOnHidden
      >
        <Flex vertical gap={12}>
          {hint && <Typography.Text type="secondary">{hint}</Typography.Text>}
          {facts && <Facts facts={facts} />}
          {children}
          {failure !== undefined && (
            <Alert
              type="error"
              showIcon
              title={text('confirm.failed', { message: problemOf(failure).message })}
            />
          )}
        </Flex>
      </Modal>
    </>
  )
}

/** Open while asking; a second press while the first is under way does nothing. */
function useConfirmation(onConfirm: () => Promise<unknown>) {
  const [open, setOpen] = useState(false)
  const [failure, setFailure] = useState<unknown>(undefined)
  const [sending, setSending] = useState(false)
  const underway = useRef(false)

  const confirm = async () => {
    if (underway.current) return
    underway.current = true
    setSending(true)
    setFailure(undefined)
    try {
      await onConfirm()
      setOpen(false)
    } catch (error) {
      setFailure(error)
    } finally {
      underway.current = false
      setSending(false)
    }
  }
  const show = () => {
    setFailure(undefined)
    setOpen(true)
  }
  const close = () => {
    if (!sending) setOpen(false)
  }
  return { open, show, close, sending, failure, confirm }
}
