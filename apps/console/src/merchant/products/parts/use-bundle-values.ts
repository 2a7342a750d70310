import { catalogRoutes } from '@sesame/contract/catalog'
import { useEffect, useState } from 'react'
import { useQueryOf } from '../../../shared/api.ts'
import { partOf, type PartValues } from './product-values.ts'

export type BundleValues = {
  listValueFen: number | undefined
  /** The share of the part in this place, once the server has answered for exactly what is typed. */
  computedFenOf: (place: number) => number | undefined
  error: Error | null
}

const restMilliseconds = 300

/** The server computes, so that the form shows what saving will store; it is asked when typing rests. */
export function useBundleValues(priceFen: number | null, items: PartValues[]): BundleValues {
  const parts = items.map((item) => (item ? partOf(item) : undefined))
  const complete = priceFen !== null && priceFen > 0 && parts.length > 0 && parts.every(Boolean)
  const asked = complete && parts.some((part) => !part?.gift) ? JSON.stringify({ priceFen, parts }) : ''
  const rested = useRested(asked)
  const question = rested ? (JSON.parse(rested) as { priceFen: number; parts: unknown[] }) : undefined
  const answer = useQueryOf(
    catalogRoutes.computeBundle,
    { query: { priceFen: question?.priceFen ?? 0, items: JSON.stringify(question?.parts ?? []) } },
    { enabled: question !== undefined, staleTime: 60_000 },
  )
  const current = asked !== '' && asked === rested ? answer.data : undefined
  return {
    listValueFen: current?.listValueFen,
    computedFenOf: (place) => current?.computedFen[place],
    error: asked !== '' && asked === rested ? answer.error : null,
  }
}

function useRested(value: string): string {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMilliseconds)
    return () => clearTimeout(timer)
  }, [value])
  return rested
}
