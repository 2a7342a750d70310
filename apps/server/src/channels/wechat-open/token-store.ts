export type AccessToken = {
  token: string
  expiresAt: Date
  /** When a new one was last forced; WeChat allows that 20 times a day. */
  forcedAt?: Date
}

/**
 * Where every process finds the one token of an app. `renew` runs `make` while no other process does so
 * for the same app, gives it what is stored by then, and stores what it returns. When `make` throws,
 * nothing is stored.
 */
export type TokenStore = {
  get(appId: string): Promise<AccessToken | undefined>
  renew(appId: string, make: (stored: AccessToken | undefined) => Promise<AccessToken>): Promise<AccessToken>
}

/** For tests and single processes; several processes would take each other's tokens away. */
export function memoryTokenStore(): TokenStore {
  const tokens = new Map<string, AccessToken>()
  const queues = new Map<string, Promise<unknown>>()
  return {
    get: (appId) => Promise.resolve(tokens.get(appId)),
    renew(appId, make) {
      const before = queues.get(appId) ?? Promise.resolve()
      const made = before
        .catch(() => undefined)
        .then(async () => {
          const token = await make(tokens.get(appId))
          tokens.set(appId, token)
          return token
        })
      queues.set(appId, made)
      return made
    },
  }
}
