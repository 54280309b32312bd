/**
 * Who may import whom. `test/architecture/imports.test.ts` runs this and proves that every rule bites. Paths are regular
 * expressions on resolved paths; an npm package resolves below `node_modules/`.
 */
const OURS = '^(shared|broker|firmware-sim|server|test)/';
const PRODUCTION = '^(shared|broker|firmware-sim|server)/';
/** The entry points and the composition: they alone may know everybody. */
const ENTRIES = ['^server/(main|compose)\\.ts$', '^server/(compose|cli|demo)/'];
const pkg = (...names) => `(^|/)node_modules/(@types/)?(${names.join('|')})/`;

/** Nothing at all but these. */
const onlyThese = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: allowed },
});

/** Of our own folders none but these; packages are the business of the vendor rules. */
const onlyOurs = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: OURS, pathNot: allowed },
});

/** A vendor's library lives in one place. */
const livesIn = (vendor, packages, places) => ({
  name: `${vendor}-lives-in-one-place`,
  comment: `${vendor} is imported in ${places.join(', ')} only.`,
  severity: 'error',
  from: { path: PRODUCTION, pathNot: places },
  to: { path: pkg(...packages) },
});

const layers = [
  onlyThese('domain-is-pure', '^server/domain/', ['^server/domain/'], 'The domain imports itself: no npm, no node:.'),
  onlyThese(
    'chat-is-pure',
    '^server/chat/',
    ['^server/(chat|domain)/', pkg('intl-messageformat', 'chrono-node', 'luxon')],
    'The dialogue imports the domain and what understands languages and dates.',
  ),
  onlyThese(
    'app-knows-ports-only',
    '^server/app/',
    ['^server/(app|chat|domain)/'],
    'Use-cases import the domain, the dialogue and their own ports: no npm, no node:.',
  ),
  onlyOurs(
    'inbound-calls-use-cases',
    '^server/inbound/',
    ['^server/(inbound|app|domain)/', '^shared/'],
    'Inbound translates and calls use-cases; it knows neither storage nor what is outbound.',
  ),
  {
    name: 'inbound-decides-nothing',
    comment: 'Of the domain, inbound takes types and the errors; rules are applied by use-cases.',
    severity: 'error',
    from: { path: '^server/inbound/' },
    to: { path: '^server/domain/', pathNot: '^server/domain/errors\\.ts$', dependencyTypesNot: ['type-only'] },
  },
  onlyOurs(
    'outbound-implements-ports',
    '^server/outbound/',
    ['^server/(outbound|app|domain)/', '^shared/'],
    'Outbound implements ports.',
  ),
  {
    name: 'outbound-calls-no-use-case',
    comment: 'Outside the ports, outbound takes types of the use-cases and nothing that runs.',
    severity: 'error',
    from: { path: '^server/outbound/' },
    to: { path: '^server/app/', pathNot: '^server/app/ports/', dependencyTypesNot: ['type-only'] },
  },
  onlyOurs(
    'db-implements-ports',
    '^server/db/',
    ['^server/db/', '^server/app/ports/', '^server/domain/'],
    'Storage implements ports.',
  ),
  onlyThese(
    'board-imports-shared',
    '^server/board/',
    [
      '^server/board/',
      '^shared/',
      pkg('react', 'react-dom', '@mantine/[^/]+', 'dayjs', 'qrcode', 'socket\\.io-client'),
    ],
    "The attendants' web app shares the wire contract with the server and nothing else.",
  ),
  onlyOurs('broker-imports-shared', '^broker/', ['^(broker|shared)/'], 'The broker knows no parking.'),
  onlyOurs('firmware-sim-imports-shared', '^firmware-sim/', ['^(firmware-sim|shared)/'], 'A board knows no server.'),
  onlyThese('shared-is-the-contract', '^shared/', ['^shared/', pkg('zod')], 'The contract needs zod and itself.'),
  {
    name: 'only-main-composes',
    comment: 'Whoever imports the composition knows everybody.',
    severity: 'error',
    from: { path: PRODUCTION, pathNot: ENTRIES },
    to: { path: '^server/(compose\\.ts$|main\\.ts$|compose/|cli/|demo/)' },
  },
  {
    name: 'config-stays-at-the-top',
    comment: 'Settings are handed down, not fetched.',
    severity: 'error',
    from: { path: PRODUCTION, pathNot: ENTRIES },
    to: { path: '^server/config\\.ts$' },
  },
  {
    name: 'nothing-else-at-the-top',
    comment: 'Only the composition and the entry points stand beside the folders; they alone may import across.',
    severity: 'error',
    from: { path: '^server/[^/]+\\.ts$', pathNot: '^server/(main|compose|config)\\.ts$' },
    to: { path: OURS },
  },
  {
    name: 'no-tests-in-production',
    severity: 'error',
    from: { path: PRODUCTION },
    to: { path: '^test/' },
  },
];

const INBOUND_HTTP = '^server/inbound/http/';
const vendors = [
  livesIn('sequelize', ['sequelize', 'umzug', 'pg', 'pg-hstore', 'sqlite3'], ['^server/db/']),
  livesIn('express', ['express'], [INBOUND_HTTP, '^server/inbound/(whatsapp|payments)/']),
  livesIn('stripe', ['stripe'], ['^server/(outbound|inbound)/payments/']),
  livesIn('http-middleware', ['helmet', 'express-rate-limit', 'swagger-ui-dist', 'pino-http'], [INBOUND_HTTP]),
  livesIn('csv-stringify', ['csv-stringify'], [INBOUND_HTTP, '^server/outbound/csv/']),
  livesIn('mqtt', ['mqtt'], ['^server/(outbound|inbound)/mqtt/', '^firmware-sim/']),
  livesIn('aedes', ['aedes', 'aedes-[^/]+'], ['^broker/']),
  livesIn('twilio', ['twilio'], ['^server/(outbound|inbound)/whatsapp/']),
  livesIn(
    'dialogflow',
    ['@google-cloud/dialogflow-cx', 'google-gax', 'google-auth-library'],
    ['^server/outbound/dialogflow/'],
  ),
  livesIn('socket.io', ['socket\\.io', '@socket\\.io/[^/]+'], ['^server/outbound/live/']),
  livesIn('browser', ['socket\\.io-client', 'react', 'react-dom', '@mantine/[^/]+'], ['^server/board/']),
  livesIn('node-cron', ['node-cron'], ['^server/inbound/schedule/']),
  livesIn('pino', ['pino'], ['^server/outbound/system/', INBOUND_HTTP, ...ENTRIES]),
  livesIn('pdfkit', ['pdfkit', '@fontsource/[^/]+'], ['^server/outbound/print/']),
  livesIn('prom-client', ['prom-client'], ['^server/outbound/system/']),
];

const hygiene = [
  { name: 'no-cycles', severity: 'error', from: { path: OURS }, to: { circular: true } },
  {
    name: 'no-orphans',
    comment: 'Nobody imports it and it imports nobody.',
    severity: 'error',
    from: { orphan: true, path: PRODUCTION, pathNot: ['^server/main\\.ts$', '(^|/)cli/main\\.ts$', '\\.d\\.ts$'] },
    to: {},
  },
  {
    name: 'no-dev-dependencies-in-production',
    comment: 'What runs in production is a dependency. The board is built, so its packages are for development.',
    severity: 'error',
    from: { path: PRODUCTION, pathNot: '^server/board/' },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'no-undeclared-packages',
    comment: 'What is imported stands in package.json.',
    severity: 'error',
    from: { path: PRODUCTION },
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  { name: 'no-unresolvable', severity: 'error', from: { path: OURS }, to: { couldNotResolve: true } },
];

module.exports = {
  forbidden: [...layers, ...vendors, ...hygiene],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
