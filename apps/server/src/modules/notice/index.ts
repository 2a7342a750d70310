export {
  forgetRefusedNotices,
  insertNotice,
  insertNotices,
  insertRefusedNotice,
  listUnmatched,
  markNotice,
  markNotices,
} from './store.ts'
export type { Notice, NoticeKind, NoticeOutcome, RefusedNotice, WaitingNotice } from './store.ts'
