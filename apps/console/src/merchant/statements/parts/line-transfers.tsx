import { settlementRoutes } from '@sesame/contract/settlement'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { MoreList } from '../../../shared/list/more-list.tsx'
import { useMore } from '../../../shared/list/use-more.ts'
import type { StatementLine } from '../../../shared/settlement/types.ts'
import { useText } from '../../../shared/text.ts'
import { TransferRow } from '../../../shared/transfers-button.tsx'
import { usePhone } from '../../../shared/use-phone.ts'

type LineTransfersProps = { statementId: string; line: StatementLine }

/** How many transfers a line adds up, and a look at each of them. */
export function LineTransfers({ statementId, line }: LineTransfersProps) {
  const text = useText('settlement')
  const phone = usePhone()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button type="link" size="small" style={{ paddingInline: 0 }} onClick={() => setOpen(true)}>
        {text('transfers', { count: line.transfers })}
      </Button>
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        title={line.kindName}
        size={phone ? '100%' : 520}
        destroyOnHidden
      >
        <Transfers statementId={statementId} line={line} />
      </Drawer>
    </>
  )
}

function Transfers({ statementId, line }: LineTransfersProps) {
  const { debit, credit, kind } = line
  const list = useMore(settlementRoutes.statementTransfers, {
    params: { statementId },
    query: { debit, credit, kind },
  })
  return (
    <MoreList
      list={list}
      rowKey={(transfer) => transfer.id}
      render={(transfer) => <TransferRow transfer={transfer} />}
    />
  )
}
