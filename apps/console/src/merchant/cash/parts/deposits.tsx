import { cashRoutes } from '@sesame/contract/cash'
import { Button, Drawer, Flex, Typography } from 'antd'
import { useState } from 'react'
import { DateTime } from '../../../shared/date-time.tsx'
import { MoreList } from '../../../shared/list/more-list.tsx'
import { useMore } from '../../../shared/list/use-more.ts'
import { Money } from '../../../shared/money-text.tsx'
import { useText } from '../../../shared/text.ts'
import { usePhone } from '../../../shared/use-phone.ts'

/** What was taken to the bank so far. */
export function Deposits() {
  const text = useText('cash')
  const phone = usePhone()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button type="link" size="small" onClick={() => setOpen(true)}>
        {text('deposits')}
      </Button>
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        title={text('deposits')}
        size={phone ? '100%' : 480}
        destroyOnHidden
      >
        <DepositList />
      </Drawer>
    </>
  )
}

function DepositList() {
  const text = useText('cash')
  const list = useMore(cashRoutes.listCashDeposits, { query: {} })
  return (
    <MoreList
      list={list}
      rowKey={(deposit) => deposit.id}
      empty={text('deposits.empty')}
      render={(deposit) => (
        <Flex justify="space-between" gap={12}>
          <div>
            {deposit.reference}
            <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
              {deposit.storeName ?? text('safe.merchant')} · {deposit.staffName} ·{' '}
              <DateTime at={deposit.createdAt} />
            </Typography.Text>
          </div>
          <Money fen={deposit.amountFen} />
        </Flex>
      )}
    />
  )
}
