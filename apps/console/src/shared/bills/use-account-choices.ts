import { useQueryOf } from '../api.ts'
import { billRoutesOf, type BillAudience } from './bills.ts'

export function useAccountChoices(audience: BillAudience): { value: string; label: string }[] {
  const { data } = useQueryOf(billRoutesOf(audience).listBillAccounts, {})
  return (data?.items ?? []).map(({ id, name, merchantNumber }) => ({
    value: id,
    label: `${name} ${merchantNumber}`,
  }))
}
