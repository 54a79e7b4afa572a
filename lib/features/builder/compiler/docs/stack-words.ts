import type { BuiltStack } from "../../blueprint/stacks";

type Words = {
  what: string;
  run: string;
  /** How the first account is made where nobody signs up. */
  invite: (admin: string) => string;
  organization: string;
  roles: string;
  /** How the app is used, for those who have no pages to find out. */
  use: string;
  seed: string;
  folders: string;
  /** How a version that loses data is told to. */
  destructive: string;
  deploy: string;
  boundary: string;
};

const PAGES: Pick<Words, "run" | "invite" | "organization" | "roles" | "use" | "seed" | "folders" | "destructive"> = {
  run: `1. Create a project at Supabase, or start one on your machine with the Supabase CLI.
2. Run the files in \`supabase/migrations\` in order, in the SQL editor or with \`supabase db push\`.
3. Copy the settings and fill them in:

\`\`\`sh
cp .env.example .env.local
\`\`\`

4. Start:

\`\`\`sh
npm run dev
\`\`\`

Without settings the app starts too, and shows what is missing.`,
  invite: (
    admin,
  ) => `There is no sign-up page. Switch off sign-ups in Supabase (Authentication, Sign In), add a user there, then run this in the SQL editor with that user's address:

\`\`\`sql
select private.grant_role('you@example.com', '${admin}');
\`\`\``,
  organization: "Sign up, then found an organization: its founder is its admin and can invite others under People.",
  roles: "Roles are changed under People.",
  use: "",
  seed: "",
  folders: `| \`app/\` | pages |
| \`components/\`, \`lib/\` | what the pages are made of |`,
  destructive: `run this first, in the same session:

\`\`\`sql
set app.allow_destructive = 'on';
\`\`\``,
};

const API: Words = {
  what: "A REST API (Hono) on PostgreSQL, with accounts of its own; no Supabase account is needed",
  run: `With Docker, PostgreSQL included:

\`\`\`sh
export JWT_SECRET=$(openssl rand -base64 48)
docker compose up
\`\`\`

Or with a PostgreSQL 15 or newer of yours: copy the settings and fill them in,

\`\`\`sh
cp .env.example .env
\`\`\`

then build, bring the database up to date, and start:

\`\`\`sh
npm run build
npm run db:migrate
npm start
\`\`\`

\`npm run dev\` runs it from the sources and starts again after every change. Without settings the API starts too, and says what is missing.`,
  invite: (admin) => `Nobody signs up here. This makes an account and prints its password:

\`\`\`sh
npm run account -- you@example.com ${admin}
\`\`\``,
  organization:
    "Sign up, then found an organization (`POST /api/v1/organizations`): its founder is its admin and can invite others.",
  roles: "Roles are changed with `PATCH /api/v1/people/{id}`.",
  use: `
## Using it

\`GET /openapi.json\` describes every route; it is made from the routes themselves. Sign in, then send the token:

\`\`\`sh
curl -s localhost:3000/auth/sign-in -H 'content-type: application/json' -d '{"email":"you@example.com","password":"..."}'
curl -s localhost:3000/api/v1/me -H "authorization: Bearer $TOKEN"
\`\`\`

Answers are \`{"data": ...}\`; lists add \`{"page": {"number", "size", "total"}}\` and take \`q\`, \`sort\`, \`page\`, \`size\` and filters. What goes wrong is \`{"error", "code", "fields", "requestId"}\`. Values go in as they come out:
money in minor units, dates as ISO 8601, links as ids. Where people belong to several organizations, the header \`Organization-Id\` says which one is meant.

An access token holds for 15 minutes, a session for 30 days; \`POST /auth/refresh\` renews it.
`,
  seed: ': `psql "$MIGRATION_URL" -f supabase/seed.sql`',
  folders: `| \`app/\` | routes, the server, migrating, making accounts |
| \`lib/\` | what the routes are made of: the caller's transaction, checking input, reading and writing rows, accounts |
| \`database/\` | what the migrations expect of a database: roles, accounts, \`auth.uid()\`, files |`,
  destructive: `run it with

\`\`\`sh
PGOPTIONS="-c app.allow_destructive=on" npm run db:migrate
\`\`\``,
  deploy: `The \`Dockerfile\` builds an image that runs without root rights. Run \`node dist/migrate.js\` from it before each new version, with \`MIGRATION_URL\`; the API itself needs \`DATABASE_URL\` and \`JWT_SECRET\`. \`/health\` says that the process lives,
\`/ready\` that the database answers. Put TLS in front of it, say how many proxies that makes (\`TRUSTED_PROXIES\`), and set \`PUBLIC_URL\`. Calls are counted in memory: several instances each count for themselves.

With \`SMTP_URL\` set, people confirm their address before they sign in, and ask for new passwords themselves. Without it accounts work at once, and invitations to an organization cannot be accepted, for nobody has proved to be who is invited.`,
  boundary: `Every request runs in one transaction that has become its caller (\`lib/db.ts\`): the role and the claims of a checked token, set for that transaction alone. The login of the API may become a caller and nothing else: it owns no table, and what handles accounts
(\`auth_service\`) sees no row of the app. Passwords are scrypt hashes; of session and mail tokens only a hash is stored; a session token that is used twice ends its session.

`,
};

export const STACK_WORDS: Record<BuiltStack, Words> = {
  "next-supabase": {
    ...PAGES,
    what: "Next.js on Supabase",
    deploy: `Each host needs the settings of \`.env.example\`. Set \`NEXT_PUBLIC_SITE_URL\` to the real address, and add that address with \`/auth/confirm\` to the redirect addresses in Supabase.

| Host | Reads | How |
|---|---|---|
| Vercel | \`vercel.json\` | \`npx vercel --prod\`, or connect the repository |
| Netlify | \`netlify.toml\` | connect the repository; it finds Next.js by itself |
| Railway | \`railway.json\` | a service from the repository; it builds the \`Dockerfile\`. Set \`PORT\` to 3000, the port of its domain |
| your own | \`Dockerfile\` | an image that runs without root rights; both \`NEXT_PUBLIC_SUPABASE_*\` settings are build arguments |`,
    boundary: "",
  },
  "vite-supabase": {
    ...PAGES,
    what: "A single-page app (Vite, React) on Supabase",
    deploy: `\`npm run build\` writes plain files to \`dist\`: any host of files will do, if it answers unknown addresses with \`index.html\`. Give the build both \`VITE_*\` settings: they are written into the page, and into its content security policy.
Add the real address with \`/auth/confirm\` to the redirect addresses in Supabase.

| Host | Reads | How |
|---|---|---|
| Vercel | \`vercel.json\` | \`npx vercel --prod\`, or connect the repository |
| Netlify | \`netlify.toml\`, \`public/_headers\`, \`public/_redirects\` | connect the repository |
| Railway | \`railway.json\` | a service from the repository; it builds the \`Dockerfile\`. Set \`PORT\` to 8080, the port of its domain |
| your own | \`Dockerfile\`, or Cloudflare with \`public/_headers\` and \`public/_redirects\` | an nginx that runs without root rights; both \`VITE_*\` settings are build arguments |`,
    boundary: `There is no server of this app's own: browsers talk to Supabase, and **row level security is the only boundary**. The page holds the public key and nothing secret; the session is kept in the browser's storage,
which is why the page may run no script but its own. Limits on sign-in and sign-up are those of Supabase.

`,
  },
  "hono-postgres": API,
};
