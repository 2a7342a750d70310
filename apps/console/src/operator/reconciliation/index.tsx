import { BillDaysPage } from '../../shared/bills/days-page.tsx'

export default function ReconciliationPage() {
  return <BillDaysPage audience="operator" />
}
