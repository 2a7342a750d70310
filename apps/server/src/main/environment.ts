export type Environment = Record<string, string | undefined>

/** Everything that is wrong with the configuration, in one message a person can act on. */
export class ConfigError extends Error {
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(`The configuration is wrong:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
    this.name = 'ConfigError'
    this.problems = problems
  }
}

export type Reader = ReturnType<typeof openReader>

/** Collects problems instead of stopping at the first; `finish` throws them together. No value is ever shown. */
export function openReader(environment: Environment) {
  const problems: string[] = []
  const wrong = (name: string, problem: string) => void problems.push(`${name} ${problem}`)
  const optional = (name: string): string | undefined => environment[name]?.trim() || undefined
  const has = (name: string): boolean => optional(name) !== undefined

  function text(name: string, standard?: string): string {
    const value = optional(name) ?? standard
    if (value === undefined) wrong(name, 'is not set')
    return value ?? ''
  }

  function number(name: string, standard: number, { least, most }: { least: number; most: number }): number {
    const value = optional(name)
    if (value === undefined) return standard
    const parsed = /^[0-9]+$/.test(value) ? Number(value) : Number.NaN
    if (parsed >= least && parsed <= most) return parsed
    wrong(name, `must be a whole number from ${least} to ${most}`)
    return standard
  }

  function parsedUrl(name: string, standard: string | undefined, protocols: readonly string[]): string {
    const value = text(name, standard)
    if (value === '') return value
    const protocol = URL.canParse(value) ? new URL(value).protocol : undefined
    const wanted = protocols.map((one) => `${one}//`).join(' or ')
    if (protocol === undefined || !protocols.includes(protocol))
      wrong(name, `must be an address that starts with ${wanted}`)
    return value.replace(/\/+$/, '')
  }

  return {
    wrong,
    optional,
    has,
    text,
    number,
    port: (name: string, standard: number) => number(name, standard, { least: 0, most: 65_535 }),
    choice<const Choice extends string>(name: string, choices: readonly [Choice, ...Choice[]]): Choice {
      const value = optional(name) ?? choices[0]
      if (!choices.includes(value as Choice)) wrong(name, `must be one of ${choices.join(', ')}`)
      return value as Choice
    },
    url: (name: string, standard: string | undefined, { httpsOnly }: { httpsOnly: boolean }) =>
      parsedUrl(name, standard, httpsOnly ? ['https:'] : ['https:', 'http:']),
    databaseUrl: (name: string, standard?: string) => parsedUrl(name, standard, ['postgres:', 'postgresql:']),
    key(name: string, value: string | undefined): Buffer {
      const key = Buffer.from(value ?? '', 'base64')
      if (value === undefined) wrong(name, 'is not set; make one with: openssl rand -base64 32')
      else if (key.length !== 32) wrong(name, 'must be 32 bytes in base64')
      return key
    },
    finish(): void {
      if (problems.length > 0) throw new ConfigError(problems)
    },
  }
}
