import { audit } from '../../../shared/messages/zh/audit.ts'
import { useText } from '../../../shared/text.ts'

type AuditKey = keyof typeof audit
type SubjectKind = AuditKey extends infer K ? (K extends `subject.${infer Kind}` ? Kind : never) : never

export const subjectKinds: SubjectKind[] = [
  'product',
  'card_type',
  'staff',
  'role',
  'store',
  'card',
  'order',
  'customer',
  'redemption',
  'refund',
  'refund_batch',
  'cash_hand_in',
  'cash_deposit',
  'statement',
  'withdrawal',
  'bank-account',
  'payable',
  'payout',
  'share',
  'channel_account',
  'app',
  'session',
]

/** Words for what the log recorded; what has no word yet shows its code rather than nothing. */
export function useAuditWords() {
  const text = useText('audit')
  const known = (key: string, code: string) => (key in audit ? text(key as AuditKey) : code)
  return {
    action: (code: string) => known(`action.${code}`, code),
    subject: (code: string) => known(`subject.${code}`, code),
    /** A path such as `items.1.visits`, counted from one as people do. */
    field: (path: string) =>
      path
        .split('.')
        .map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : known(`field.${part}`, part)))
        .join(' · '),
  }
}
