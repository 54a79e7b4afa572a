import { htmlText } from "../escape";
import type { Model } from "../model";
import type { GeneratedFile } from "../types";

/** What differs between two single-page apps beyond their data: which pages there are. */
export function spaFiles(model: Model): GeneratedFile[] {
  const page = { path: "index.html", content: indexHtml(model) };
  return model.blueprint.app.visibility === "invite" ? [page] : [page, homeRoutes(model)];
}

function indexHtml({ blueprint: { app, locale } }: Model): string {
  return `<!doctype html>
<html lang="${locale}" dir="${locale === "ar" ? "rtl" : "ltr"}" data-theme="${app.theme.dark}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="description" content="${htmlText(app.tagline)}" />
    <title>${htmlText(app.name)}</title>
    <link rel="icon" href="/app/icon.svg" type="image/svg+xml" />
  </head>
  <body>
    <div id="root"></div>
    <script type="module" src="/app/main.tsx"></script>
  </body>
</html>
`;
}

function homeRoutes(model: Model): GeneratedFile {
  const hasReports = model.blueprint.reports.length > 0;
  const imports = [
    'import type { RouteObject } from "react-router";',
    'import { DashboardPage, PeoplePage, SettingsPage } from "@/app/member-pages";',
    ...(hasReports ? ['import { ReportsPage } from "@/app/reports-page";'] : []),
    ...(model.isOrg ? ['import { WelcomePage } from "@/app/welcome-page";'] : []),
    'import { SignUpView } from "@/components/auth/sign-up-view";',
    'import { LandingView } from "@/components/landing-view";',
  ];
  const home = [
    '  { path: "/", element: <LandingView /> },',
    ...(model.isOrg ? ['  { path: "/welcome", element: <WelcomePage /> },'] : []),
  ];
  const app = [
    '    { path: "dashboard", element: <DashboardPage /> },',
    '    { path: "people", element: <PeoplePage /> },',
    '    { path: "settings", element: <SettingsPage /> },',
    ...(hasReports ? ['    { path: "reports", element: <ReportsPage /> },'] : []),
  ];
  return {
    path: "app/home-routes.tsx",
    content: `${imports.join("\n")}

export const HOME_ROUTES: RouteObject[] = [
${home.join("\n")}
];

export const MEMBER_ROUTES: { auth: RouteObject[]; app: RouteObject[] } = {
  auth: [{ path: "sign-up", element: <SignUpView /> }],
  app: [
${app.join("\n")}
  ],
};
`,
  };
}
