/** The rules of dependency of docs/architecture.md. `npm run check` runs them and checks that every file was read. */
const moduleRanks = require('./apps/server/module-ranks.json')

const server = '^apps/server/src/'
const tests = '\\.test\\.tsx?$'
const database =
  '(node_modules/(kysely|pg|graphile-worker)/|^apps/server/src/kernel/(db|tables|idempotency|audit)\\.ts$)'
const framework = 'node_modules/(fastify|@fastify|graphile-worker)/'

/** From low to high; folders of one rank do not know each other. */
const layers = [
  ['kernel'],
  ['ledger', 'channels', 'files'],
  ['modules'],
  ['jobs'],
  ['lines'],
  ['flows', 'reports'],
  ['exchanges'],
  ['http', 'work'],
  ['main'],
]

const layerRules = layers.flatMap((folders, rank) =>
  folders.map((folder) => {
    const lower = layers.slice(0, rank).flat()
    return {
      name: `layer-${folder}`,
      comment: `${folder}/ imports from its own folder and from lower layers`,
      severity: 'error',
      from: { path: `${server}${folder}/`, pathNot: tests },
      to: { path: server, pathNot: `${server}(${[...lower, folder].join('|')})/` },
    }
  }),
)

const moduleRules = moduleRanks.flatMap((name, rank) => {
  const lower = moduleRanks.slice(0, rank)
  const from = { path: `${server}modules/${name}/`, pathNot: tests }
  const others = { path: `${server}modules/` }
  return [
    {
      name: `module-rank-${name}`,
      comment: 'a module uses lower ones of apps/server/module-ranks.json through their index.ts',
      severity: 'error',
      from,
      to: {
        ...others,
        pathNot: [
          `${server}modules/${name}/`,
          ...lower.map((other) => `${server}modules/${other}/index\\.ts$`),
        ],
      },
    },
  ]
})

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    ...layerRules,
    ...moduleRules,
    forbid('no-cycle', 'type-only imports count', {}, { circular: true }),
    forbid('resolvable', 'every import leads somewhere', {}, { couldNotResolve: true }),
    forbid(
      'modules-by-index',
      'what others may use of a module is in its index.ts',
      { path: `${server}(?!modules/)`, pathNot: tests },
      { path: `${server}modules/`, pathNot: `${server}modules/[^/]+/index\\.ts$` },
    ),
    forbid(
      'ledger-by-index',
      'what others may use of the ledger is in its index.ts',
      { path: `${server}(?!ledger/)`, pathNot: tests },
      { path: `${server}ledger/`, pathNot: `${server}ledger/index\\.ts$` },
    ),
    forbid(
      'flows-apart',
      'flows share by moving a rule down; what one area repeats inside its transactions is in its parts/',
      { path: `${server}flows/([^/]+)/`, pathNot: tests },
      { path: `${server}flows/`, pathNot: `${server}flows/$1/parts/` },
    ),
    forbid(
      'rules-pure',
      'rules.ts is pure',
      { path: '/rules\\.ts$' },
      { path: `${database}|${framework}|/store[^/]*\\.ts$` },
    ),
    forbid(
      'channels-apart',
      'channels speak a protocol and know no database',
      { path: `${server}channels/` },
      { path: database },
    ),
    forbid(
      'doors-hold-no-sql',
      'http/ and work/ call flows; SQL is in stores, flows and reports',
      { path: `${server}(http|work)/`, pathNot: tests },
      { path: 'node_modules/(kysely|pg)/' },
    ),
    forbid(
      'no-test-code',
      'nothing real imports tests',
      { path: `${server}`, pathNot: tests },
      { path: '(^apps/server/test/|\\.test\\.ts$)' },
    ),
    forbid(
      'sandbox-apart',
      'the sandbox checks the server because it shares no code with it',
      { path: '^apps/sandbox/' },
      { path: '^(apps/server|packages)/' },
    ),
    forbid(
      'server-apart',
      'the server does not know the apps',
      { path: server, pathNot: tests },
      { path: '^apps/(console|client|sandbox)/' },
    ),
    forbid(
      'contract-apart',
      'the contract stands alone',
      { path: '^packages/contract/' },
      { path: '^apps/' },
    ),
    forbid(
      'console-apart',
      'the browser gets the contract only',
      { path: '^apps/console/' },
      { path: '^apps/(server|sandbox|client)/' },
    ),
    ...['merchant', 'operator', 'permission'].map((audience) =>
      forbid(
        `console-${audience}`,
        'the three consoles share only shared/',
        { path: `^apps/console/src/${audience}/` },
        {
          path: '^apps/console/src/(merchant|operator|permission)/',
          pathNot: `^apps/console/src/${audience}/`,
        },
      ),
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(apps|packages)/[^/]+/dist/|^apps/client/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.json', '.css'],
    },
  },
}
