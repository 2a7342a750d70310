import pg from 'pg'

const int8 = 20
const int8Array = 1016
const date = 1082

const identity = (text: string): string => text
const readArray = pg.types.getTypeParser(int8Array as number, 'text') as (text: string) => (string | null)[]

/** bigint columns are read as bigint and dates as 'YYYY-MM-DD'; `sum(bigint)` is numeric, so cast it. */
export const columnTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === int8) return BigInt
    if (oid === int8Array) return (text: string) => readArray(text).map((one) => one && BigInt(one))
    if (oid === date) return identity
    return pg.types.getTypeParser(oid, format as 'text')
  },
} as pg.CustomTypesConfig
