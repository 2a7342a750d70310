import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { router } from './router.tsx'
import { AppearanceProvider } from './shared/appearance.tsx'
import './shared/global.css'
import { loadLanguage, rememberedLanguage } from './shared/messages/index.ts'
import { queryClient } from './shared/session.ts'

await loadLanguage(rememberedLanguage())

const place = document.getElementById('root')
if (!place) throw new Error('index.html lacks #root')
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <AppearanceProvider>
        <RouterProvider router={router} />
      </AppearanceProvider>
    </QueryClientProvider>
  </StrictMode>,
)
