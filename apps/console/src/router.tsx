import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type AnyRoute,
} from '@tanstack/react-router'
import { lazy } from 'react'
import { isRefusal } from './shared/api.ts'
import { ConsoleLayout } from './shared/layout/console-layout.tsx'
import { Guarded } from './shared/layout/guarded.tsx'
import { ErrorLook, Missing, PageLoading } from './shared/looks.tsx'
import { visibleGroups, type MenuGroup } from './shared/pages.ts'
import { consoles, queryClient, sessionQuery, type Audience } from './shared/session.ts'
import { merchantPages } from './merchant/pages.tsx'
import { operatorPages } from './operator/pages.tsx'
import { permissionPages } from './permission/pages.tsx'

const root = createRootRoute({ notFoundComponent: Missing })

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  component: lazyRouteComponent(() => import('./login/index.tsx')),
})

const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  component: lazyRouteComponent(() => import('./sign-up/index.tsx')),
})

const entry = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    const last = localStorage.getItem('sesame.console') as Audience | null
    redirect({ to: consoles[last ?? 'merchant']?.prefix ?? '/m', throw: true })
  },
})

/** A console: its layout asks for the session first, and sends to the login who has none. */
function consoleRoute(audience: Audience, groups: MenuGroup[]): AnyRoute {
  const { prefix } = consoles[audience]
  const ask = async (href: string) => {
    try {
      return await queryClient.ensureQueryData(sessionQuery(audience))
    } catch (error) {
      if (isRefusal(error) && error.status === 401) {
        redirect({ to: '/login', search: { as: audience, back: href } as never, throw: true })
      }
      throw error
    }
  }
  const layout = createRoute({
    getParentRoute: () => root,
    path: prefix,
    beforeLoad: async ({ location }) => {
      localStorage.setItem('sesame.console', audience)
      const me = await ask(location.href)
      const profile = `${prefix}/profile`
      const isHeld = me.mustChangePassword || me.mustSetUpSecondFactor
      if (isHeld && location.pathname !== profile) redirect({ to: profile, throw: true })
      // Until it is approved, a merchant has its application and its people their profile.
      const application = `${prefix}/application`
      const isApplying = audience === 'merchant' && me.merchant.state === 'applying'
      const open = [profile, application]
      if (isApplying && !open.includes(location.pathname)) redirect({ to: application, throw: true })
    },
    component: () => <ConsoleLayout audience={audience} groups={groups} />,
    notFoundComponent: Missing,
  })
  const index = createRoute({
    getParentRoute: () => layout,
    path: '/',
    beforeLoad: async ({ location }) => {
      const me = await ask(location.href)
      const [first] = visibleGroups(groups, (permission) => me.permissions.includes(permission))
      redirect({ to: `${prefix}/${first?.pages[0]?.path ?? 'profile'}`, throw: true })
    },
  })
  const pages = groups
    .flatMap((group) => group.pages)
    .map((page) => {
      const Page = lazy(page.load)
      const route = createRoute({
        getParentRoute: () => layout,
        path: page.path,
        component: () => (
          <Guarded audience={audience} page={page}>
            <Page />
          </Guarded>
        ),
      })
      // The detail has an address of its own; the page stays mounted and opens its drawer by `useDetail`.
      return route.addChildren([
        createRoute({ getParentRoute: () => route, path: '$detailId', component: () => null }),
      ])
    })
  return layout.addChildren([index, ...pages])
}

export const router = createRouter({
  routeTree: root.addChildren([
    entry,
    login,
    signUp,
    consoleRoute('merchant', merchantPages),
    consoleRoute('operator', operatorPages),
    consoleRoute('permission', permissionPages),
  ]),
  defaultPreload: 'intent',
  defaultPendingComponent: PageLoading,
  defaultErrorComponent: ({ error, reset }) => <ErrorLook error={error} onRetry={reset} />,
  // Plain text on both sides: a mobile number in a filter stays text, and an address stays readable.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const kept = Object.entries(search).filter(([, value]) => value !== undefined && value !== '')
    const text = new URLSearchParams(kept.map(([name, value]) => [name, String(value)])).toString()
    return text ? `?${text}` : ''
  },
})

queryClient.getQueryCache().subscribe((event) => {
  if (event.type !== 'updated' || event.action.type !== 'error') return
  if (!isRefusal(event.action.error) || event.action.error.status !== 401) return
  const audience = event.query.queryKey[0] as Audience
  const { pathname, href } = router.state.location
  if (pathname.startsWith(consoles[audience]?.prefix ?? ' ')) {
    void router.navigate({ to: '/login', search: { as: audience, back: href } as never })
  }
})
