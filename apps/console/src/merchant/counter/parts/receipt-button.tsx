import { PrinterOutlined } from '@ant-design/icons'
import { Button, Modal } from 'antd'
import { useState, type ReactNode } from 'react'
import { useText } from '../../../shared/text.ts'
import { KeyCap } from '../keys/key-cap.tsx'
import { useHotkeys } from '../keys/use-hotkeys.ts'
import { focusPrimary } from '../../../shared/focus-in-dialog.ts'

type ReceiptButtonProps = {
  /** The receipt; made only while it is shown, since what is made is what prints. */
  children: ReactNode
  inDialog?: boolean
}

export function ReceiptButton({ children, inDialog = true }: ReceiptButtonProps) {
  const text = useText('counter')
  const [open, setOpen] = useState(false)
  useHotkeys({ F9: () => setOpen(true) }, { inDialog })
  return (
    <>
      <Button icon={<PrinterOutlined />} onClick={() => setOpen(true)}>
        {text('paid.receipt')} <KeyCap>F9</KeyCap>
      </Button>
      <Modal
        open={open}
        title={text('paid.receipt')}
        footer={null}
        width={400}
        afterOpenChange={focusPrimary}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        {open && children}
      </Modal>
    </>
  )
}
