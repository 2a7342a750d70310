import type { Parts } from '../exchanges/parts.ts'
import { enqueueDue } from '../flows/jobs/enqueue-due.ts'
import { wechatPayAccounts } from '../flows/money/refresh-certificates.ts'

/** Each day before the shops open: WeChat Pay renews its certificates, and says so nowhere else. */
export async function timeCertificates(parts: Parts): Promise<void> {
  for await (const accounts of wechatPayAccounts(parts.db))
    await enqueueDue(
      parts.db,
      accounts.map(({ id: accountId, merchantId }) => ({
        name: 'certificates.refresh' as const,
        payload: { accountId, merchantId },
        key: `certificates.refresh:${accountId}`,
      })),
    )
}
