import type { Parts } from '../exchanges/parts.ts'
import { refreshCertificates } from '../exchanges/refresh-certificates.ts'
import { findCertificateUser } from '../flows/money/refresh-certificates.ts'
import type { JobPayloads } from '../jobs/catalog.ts'

/** What failed is asked again by the queue; what somebody asked a moment ago need not be. */
export async function refreshCertificatesOf(
  parts: Parts,
  payload: JobPayloads['certificates.refresh'],
): Promise<void> {
  const account = await findCertificateUser(parts, payload)
  if (!account) return
  if ((await refreshCertificates(parts, account)) === 'failed')
    throw new Error('the platform certificates could not be downloaded')
}
