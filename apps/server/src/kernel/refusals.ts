/** What the caller can act on. Its words, in both languages, are in the contract's messages by code. */
export class Refusal extends Error {
  readonly code: string
  readonly status: number
  readonly details: Record<string, unknown> | undefined

  constructor(code: string, status: number, details?: Record<string, unknown>) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.status = status
    this.details = details
  }
}

export type RefusalOf = ((details?: Record<string, unknown>) => Refusal) & { code: string; status: number }

/** Declares a refusal once: `export const cardNotActive = refusal('card.not_active', 409)`. */
export function refusal(code: string, status: number): RefusalOf {
  return Object.assign((details?: Record<string, unknown>) => new Refusal(code, status, details), {
    code,
    status,
  })
}

/** What one item of a batch hears: its answer, or a refusal that is its own. */
export type Verdict<Answer> = { answer: Answer } | { refused: Refusal }

/** Decides one item; anything but a refusal is a bug and goes on. */
export function verdictOf<Answer>(decide: () => Answer): Verdict<Answer> {
  try {
    return { answer: decide() }
  } catch (error) {
    if (error instanceof Refusal) return { refused: error }
    throw error
  }
}

/** The same where deciding means asking. */
export async function verdictFrom<Answer>(decide: () => Promise<Answer>): Promise<Verdict<Answer>> {
  try {
    return { answer: await decide() }
  } catch (error) {
    if (error instanceof Refusal) return { refused: error }
    throw error
  }
}
