import { customerRoutes } from '@sesame/contract/orders'
import { Button, Flex, Input, Typography } from 'antd'
import { useState, type FormEvent } from 'react'
import { useCommand } from '../../../../shared/api.ts'
import { useText } from '../../../../shared/text.ts'
import type { Buyer } from '../../counter-types.ts'

type NewCustomerProps = { mobile: string; onAdded: (buyer: Buyer) => void; onCancel: () => void }

/** A mobile nobody has here yet: a name makes them a customer. */
export function NewCustomer({ mobile, onAdded, onCancel }: NewCustomerProps) {
  const text = useText('counter')
  const common = useText('common')
  const add = useCommand(customerRoutes.addCustomer)
  const [name, setName] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return
    void add.send({ body: { mobile, name: name.trim() } }).then(onAdded, () => undefined)
  }
  return (
    <form onSubmit={submit}>
      <Flex vertical gap={8}>
        <Typography.Text>{text('customer.new', { mobile })}</Typography.Text>
        <Input
          autoFocus
          value={name}
          maxLength={60}
          placeholder={text('customer.name')}
          aria-label={text('customer.name')}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && onCancel()}
        />
        <Flex gap={8}>
          <Button type="primary" htmlType="submit" loading={add.sending} disabled={name.trim() === ''}>
            {text('customer.register')}
          </Button>
          <Button onClick={onCancel}>{common('cancel')}</Button>
        </Flex>
      </Flex>
    </form>
  )
}
