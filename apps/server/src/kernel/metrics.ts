import { Registry, collectDefaultMetrics } from 'prom-client'

export type Metrics = Registry

/** One registry per process, made by `main` and passed to whoever counts. */
export function openMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return registry
}
