import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(fileURLToPath(new URL('..', import.meta.url)))

/** Read late, because `.env` may set it. */
export const stateFolder = (): string => resolve(root, process.env.SESAME_STATE_DIR || '.sesame')

/** The pinned Node: an npm process may have been started by an older one. */
export const node = resolve(root, 'node_modules/.bin/node')
