export { insertNotice, insertRefusedNotice, listUnmatched, markNotice } from './store.ts'
export type { Notice, NoticeKind, NoticeOutcome, RefusedNotice } from './store.ts'
