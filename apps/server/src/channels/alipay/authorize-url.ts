/**
 * Where a customer logs in with Alipay. `state` is bound to the browser's session by the caller, or anyone
 * could log a customer in as themselves. `auth_base` is silent; `auth_user` asks and also gives name and
 * picture.
 */
export function alipayAuthorizeUrl(
  authBaseUrl: string,
  input: { appId: string; redirectUrl: string; scope: 'auth_base' | 'auth_user'; state: string },
): string {
  const url = new URL('/oauth2/publicAppAuthorize.htm', authBaseUrl)
  url.searchParams.set('app_id', input.appId)
  url.searchParams.set('scope', input.scope)
  url.searchParams.set('redirect_uri', input.redirectUrl)
  url.searchParams.set('state', input.state)
  return url.href
}
