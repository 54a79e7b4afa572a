// The floor plan: imports point one way, app -> components -> lib/features -> lib/platform -> lib/shared.
// tests/contract/boundaries.test.ts proves that each rule still fires.
const serviceRole = "^lib/platform/db/service-role\\.ts$";

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-circular",
      severity: "error",
      comment: "A cycle has no first file to read.",
      from: {},
      to: { circular: true },
    },
    {
      name: "shared-imports-nothing",
      severity: "error",
      comment: "lib/shared is pure: it may import packages, nothing of ours.",
      from: { path: "^lib/shared/" },
      to: { path: "^(app|components|lib/(features|platform))/" },
    },
    {
      name: "platform-below-features",
      severity: "error",
      comment: "The platform must not know what is built on it.",
      from: { path: "^lib/platform/" },
      to: { path: "^(app|components|lib/features)/" },
    },
    {
      name: "features-below-ui",
      severity: "error",
      comment: "Rules must run without a page.",
      from: { path: "^lib/features/" },
      to: { path: "^(app|components)/" },
    },
    {
      name: "components-see-schemas-only",
      severity: "error",
      comment: "What a component imports reaches the browser: schemas, the permission table and pure helpers only.",
      from: { path: "^components/", pathNot: "\\.test\\.ts$" },
      to: {
        path: "^(app/|lib/features/|lib/platform/)",
        pathNot: [
          "\\.schema\\.ts$",
          "^lib/platform/auth/permissions\\.ts$",
          "^lib/platform/env/public-config\\.ts$",
          // Pure: the editor of plans applies and checks what the server applies and checks (docs/adr/0011).
          "^lib/features/builder/(blueprint|edit)/",
        ],
      },
    },
    {
      name: "service-role-allow-list",
      severity: "error",
      comment: "asService and elevated pass row level security. Everything else acts as its caller.",
      from: {
        path: "^(lib|app|components)/",
        pathNot: [
          "^lib/platform/(auth|db|email|health|http|jobs)/",
          "^lib/features/(account|ai-usage|assistant|audit|build|connection|conversation|export|generation|invite|lead|notification|sharing|source|template|workspace)/services/",
          "^lib/features/[^/]+/jobs/",
        ],
      },
      to: { path: serviceRole, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "one-door-to-the-database",
      severity: "error",
      comment: "Drivers are opened in lib/platform/db and nowhere else.",
      from: { path: "^(app|components|lib)/", pathNot: "^lib/platform/(db|jobs)/" },
      to: { path: "node_modules/(pg|postgres|@electric-sql/pglite)/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "edge-functions-are-doors",
      severity: "error",
      comment: "What an Edge Function runs is pure; identity, limits and rows are asked of the app (docs/adr/0016).",
      from: { path: "^supabase/functions/" },
      to: {
        path: "^(app|components|lib|tests|scripts)/",
        pathNot: [
          "\\.schema\\.ts$",
          "^lib/shared/",
          "^lib/platform/errors/errors\\.ts$",
          "^lib/platform/http/(envelope|read-request|request-id)\\.ts$",
          "^lib/features/builder/index\\.ts$",
          "^lib/features/build/services/read-idea\\.ts$",
        ],
      },
    },
    {
      name: "no-tests-in-product",
      severity: "error",
      comment: "A product that imports its tests ships them.",
      from: { path: "^(app|components|lib)/", pathNot: "\\.test\\.ts$" },
      to: { path: "^(tests|scripts|supabase/functions)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.next/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
