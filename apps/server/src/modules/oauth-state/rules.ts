import { refusal } from '../../kernel/refusals.ts'

export const oauthStateWrong = refusal('access.oauth_state_wrong', 403)
export const returnNotAllowed = refusal('access.return_not_allowed', 400)

export const lifeMilliseconds = 10 * 60_000

/** Where a browser may come back to: our own pages only, or the code would go to whoever made the link. */
export function returnUrl(publicUrl: string, returnTo: string): string {
  const url = URL.canParse(returnTo, publicUrl) ? new URL(returnTo, publicUrl) : undefined
  if (!url || url.origin !== new URL(publicUrl).origin || url.username !== '') throw returnNotAllowed()
  return url.href
}
