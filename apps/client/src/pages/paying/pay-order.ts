import { grantMessages, startPayment } from '../../api/orders'
import { getShop } from '../../api/shop'
import { newKey } from '../../api/key'
import { appId, askForMessages, pay, returnUrl } from '../../platform'
import type { PaymentMethod } from '../../platform/types'
import { goInstead, say } from '../../shared/go'
import { currentShop } from '../../shared/shop'
import { rememberShownCode } from './shown-code'

/**
 * Starts an attempt and opens the channel's window. What the window says is no proof: the next page asks our
 * server until the order is paid or closed.
 */
export async function payOrder(orderId: string, method: PaymentMethod): Promise<void> {
  const shop = currentShop()
  const payment = { method, returnUrl: returnUrl(`/paying?shop=${shop}&order=${orderId}`) }
  const { credential } = await startPayment({ shop, orderId }, payment, newKey())
  if (credential.kind === 'qr') rememberShownCode(orderId, credential.codeUrl)

  const outcome = await pay(credential)
  if (outcome === 'leaving') return
  if (outcome === 'failed') say('没有付成，可以换个方式再付')
  if (outcome === 'confirming') {
    goInstead('pages/paying', { order: orderId })
    await offerMessages(shop)
  } else {
    goInstead('pages/order', { id: orderId })
  }
}

/** Messages are a courtesy: whatever goes wrong here never disturbs the payment. */
async function offerMessages(shop: string): Promise<void> {
  const id = appId()
  if (id === '') return
  try {
    const { templates } = await getShop(shop)
    const accepted = await askForMessages(templates.slice(0, 3).map((template) => template.templateId))
    if (accepted.length > 0) await grantMessages(shop, { appId: id, templateIds: accepted }, newKey())
  } catch (error) {
    console.warn('messages were not granted', error)
  }
}
