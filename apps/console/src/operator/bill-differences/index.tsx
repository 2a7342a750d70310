import { BillDifferencesPage } from '../../shared/bills/differences-page.tsx'

export default function DifferencesPage() {
  return <BillDifferencesPage audience="operator" />
}
