import { Suspense, type ReactNode } from 'react'
import { Forbidden, PageLoading } from '../looks.tsx'
import { mayOpen, type PageEntry } from '../pages.ts'
import { useSession, type Audience } from '../session.ts'

type GuardedProps = { audience: Audience; page: PageEntry; children: ReactNode }

/** Shows a page only to those who may see it; the server checks each of its requests again. */
export function Guarded({ audience, page, children }: GuardedProps) {
  const session = useSession(audience)
  if (!mayOpen(page, session.can)) return <Forbidden />
  return <Suspense fallback={<PageLoading />}>{children}</Suspense>
}
