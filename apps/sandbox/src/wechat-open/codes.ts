import { letters } from '../identifiers.ts'
import type { Person } from '../people.ts'
import type { World } from '../world.ts'
import { invalidCode, usedCode } from './answers.ts'

export type CodeKind = 'login' | 'phone' | 'web'
type Code = { kind: CodeKind; appId: string; personId: string; scope?: string; at: string; used: boolean }

const codesIn = (world: World) => world.store.collection<Code>('wechat-code')
const lifeMs = 5 * 60_000

/** A code as wx.login, the phone-number button, or the web page of the official account hands out. */
export function issueCode(
  world: World,
  about: { kind: CodeKind; appId: string; person: Person; scope?: string },
): string {
  const code = `0${letters(31)}`
  const at = world.clock.now().toISOString()
  const scope = about.scope === undefined ? {} : { scope: about.scope }
  codesIn(world).save(code, {
    kind: about.kind,
    appId: about.appId,
    personId: about.person.id,
    ...scope,
    at,
    used: false,
  })
  return code
}

/** A code is good once, for five minutes, for the app it was made for. */
export function redeemCode(
  world: World,
  code: string | null,
  wanted: { kind: CodeKind; appId: string },
): { person: Person; scope: string } {
  const found = codesIn(world).find(code ?? '')
  if (found === undefined || code === null || found.kind !== wanted.kind || found.appId !== wanted.appId) {
    throw invalidCode()
  }
  if (found.used) throw usedCode()
  if (world.clock.now().getTime() - Date.parse(found.at) > lifeMs) throw invalidCode()
  const person = world.people.find(found.personId)
  if (person === undefined) throw invalidCode()
  codesIn(world).save(code, { ...found, used: true })
  return { person, scope: found.scope ?? 'snsapi_base' }
}
