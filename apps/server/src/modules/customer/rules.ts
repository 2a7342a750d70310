import { refusal } from '../../kernel/refusals.ts'

export const customerNotFound = refusal('customer.not_found', 404)

/** What a customer is called who gave no name: nobody is shown as an empty line. */
export function nameOrTail(name: string, mobileTail: string | null): string {
  if (name.trim() !== '') return name
  return mobileTail === null ? '微信用户' : `尾号 ${mobileTail}`
}
