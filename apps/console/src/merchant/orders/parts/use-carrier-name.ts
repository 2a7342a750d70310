import { carriers, type CarrierCode } from '@sesame/contract/carriers'
import { useAppearance } from '../../../shared/appearance.tsx'

export function useCarrierName(): (code: CarrierCode) => string {
  const { language } = useAppearance()
  return (code) => carriers[code][language]
}
