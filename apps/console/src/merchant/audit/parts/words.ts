import { audit } from '../../../shared/messages/zh/audit.ts'
import { useText } from '../../../shared/text.ts'

type AuditKey = keyof typeof audit
type SubjectKind = 'product' | 'card_type' | 'staff' | 'role' | 'store' | 'card' | 'order' | 'customer'

export const subjectKinds: SubjectKind[] = [
  'product',
  'card_type',
  'staff',
  'role',
  'store',
  'card',
  'order',
  'customer',
]

/** Words for what the log recorded; what has no word yet shows its code rather than nothing. */
export function useAuditWords() {
  const text = useText('audit')
  const known = (key: string, code: string) => (key in audit ? text(key as AuditKey) : code)
  return {
    action: (code: string) => known(`action.${code}`, code),
    subject: (code: string) => known(`subject.${code}`, code),
  }
}
