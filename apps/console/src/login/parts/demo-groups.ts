import type { Audience } from '../../shared/session.ts'

export type DemoLogin = { audience: Audience; loginName: string; password: string; title: string }

/** Titles are written `shop · role`: one row per shop keeps a long list readable. */
export function groupsOf(
  logins: DemoLogin[],
): { name: string; logins: { login: DemoLogin; role: string }[] }[] {
  const groups = new Map<string, { login: DemoLogin; role: string }[]>()
  for (const login of logins) {
    const [name = '', ...role] = login.title.split(' · ')
    const group = role.length > 0 ? name : ''
    groups.set(group, [...(groups.get(group) ?? []), { login, role: role.join(' · ') || name }])
  }
  return [...groups].map(([name, own]) => ({ name, logins: own }))
}
