import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** A kind of record, kept as JSON. `owner` is the one thing besides the id that it can be looked up by. */
export type Collection<T> = {
  find(id: string): T | undefined
  save(id: string, record: T, owner?: string): void
  remove(id: string): void
  ofOwner(owner: string): T[]
  /** Newest first. */
  latest(limit: number): T[]
  /** Oldest first. */
  earliest(limit: number): T[]
}

export type Store = { collection<T>(kind: string): Collection<T>; close(): void }

const schema = `
  create table if not exists record (
    place integer primary key autoincrement,
    kind text not null, id text not null, owner text not null, body text not null,
    unique (kind, id)
  );
  create index if not exists record_owner on record (kind, owner);
`

/** Everything the sandbox remembers, in one file; losing the last second in a power cut is fine. */
export function openStore(file: string): Store {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true })
  const database = new DatabaseSync(file)
  database.exec('pragma journal_mode = wal; pragma synchronous = off;')
  database.exec(schema)

  const find = database.prepare('select body from record where kind = ? and id = ?')
  const save = database.prepare(
    `insert into record (kind, id, owner, body) values (?, ?, ?, ?)
     on conflict (kind, id) do update set owner = excluded.owner, body = excluded.body`,
  )
  const remove = database.prepare('delete from record where kind = ? and id = ?')
  const ofOwner = database.prepare('select body from record where kind = ? and owner = ? order by place')
  const latest = database.prepare('select body from record where kind = ? order by place desc limit ?')
  const earliest = database.prepare('select body from record where kind = ? order by place limit ?')

  return {
    collection: <T>(kind: string): Collection<T> => {
      const parse = (row: Record<string, unknown>): T => JSON.parse(String(row['body'])) as T
      return {
        find: (id) => {
          const row = find.get(kind, id)
          return row === undefined ? undefined : parse(row)
        },
        save: (id, record, owner = '') => void save.run(kind, id, owner, JSON.stringify(record)),
        remove: (id) => void remove.run(kind, id),
        ofOwner: (owner) => ofOwner.all(kind, owner).map(parse),
        latest: (limit) => latest.all(kind, limit).map(parse),
        earliest: (limit) => earliest.all(kind, limit).map(parse),
      }
    },
    close: () => database.close(),
  }
}
