import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'

export type Demo = {
  password: string
  shops: { code: string; name: string }[]
  console: {
    audience: 'merchant' | 'operator' | 'permission'
    loginName: string
    password: string
    title: string
  }[]
  customers: { shop: string; name: string; mobile: string }[]
}

/** The demo's merchants and logins, as it writes them down for people. */
export function readDemo(): Demo {
  const file = join(inject('system').env.SESAME_STATE_DIR!, 'demo.json')
  return JSON.parse(readFileSync(file, 'utf8')) as Demo
}
