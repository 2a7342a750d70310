import type { FastifyInstance } from 'fastify'
import { customerRoutes } from '@sesame/contract/orders'
import { editCustomer, registerCustomer } from '../../flows/access/register-customer.ts'
import { inMerchant } from '../../kernel/db.ts'
import type { StaffCaller } from '../../modules/access/index.ts'
import { customerNotFound } from '../../modules/customer/index.ts'
import { findCustomerView, listCustomers } from '../../reports/customers.ts'
import type { Compose } from '../compose.ts'
import { serve } from '../serve.ts'

/** A merchant's customers, under the merchant's own names for them. */
export function customers(app: FastifyInstance, compose: Compose): void {
  const { db, vault } = compose
  const view = async (caller: StaffCaller, id: string) => {
    const found = await inMerchant(db, caller.merchantId, (tx) => findCustomerView(tx, id))
    if (!found) throw customerNotFound()
    return found
  }

  serve(app, customerRoutes.listCustomers, async ({ caller, query }) =>
    inMerchant(db, caller.merchantId, (tx) =>
      listCustomers(tx, query, (mobile) => vault.fingerprint(mobile)),
    ),
  )
  serve(app, customerRoutes.getCustomer, async ({ caller, params }) => view(caller, params.customerId))
  serve(app, customerRoutes.addCustomer, async ({ caller, key, body }) => {
    const { customerId } = await registerCustomer(compose, { key, caller, ...body })
    return view(caller, customerId)
  })
  serve(app, customerRoutes.editCustomer, async ({ caller, key, params, body }) => {
    const { customerId } = await editCustomer(db, { key, caller, ...params, ...body })
    return view(caller, customerId)
  })
}
