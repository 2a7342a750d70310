/** An idempotency key. Mini-programs have no crypto.randomUUID; keys are scoped to the caller, so chance is enough. */
export function newKey(): string {
  const parts = Array.from({ length: 4 }, () =>
    Math.floor(Math.random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0'),
  )
  return `${Date.now().toString(36)}-${parts.join('')}`
}
