import { ButtonLink, TextLink } from "@/components/ui/links";
import { Logo } from "@/components/ui/logo";
import classes from "./docs.module.css";
import { DocsNav } from "./docs-nav";
import { NothingFound, SearchBox, SearchHit, SearchProvider } from "./docs-search";
import { Introduction, introSections, type Limit } from "./introduction";
import { OperationView } from "./operation-view";
import type { Group, Operation, Reference } from "./reference-model";

type Props = { reference: Reference; limits: readonly Limit[] };

/** What a search looks through: names, addresses, words and fields of an operation. */
function wordsOf(operation: Operation, tag: string): string {
  const fields = [...operation.params, ...(operation.body?.rows ?? []), ...operation.answer.rows].map(
    (row) => row.path,
  );
  return [tag, operation.id, operation.method, operation.path, operation.summary, operation.access, ...fields]
    .join(" ")
    .toLowerCase();
}

export function ApiReference({ reference, limits }: Props) {
  const groups = reference.groups.map((group) => ({
    ...group,
    texts: group.operations.map((operation) => wordsOf(operation, group.tag)),
  }));
  const nav = groups.map(({ tag, id, operations, texts }) => ({
    tag,
    id,
    links: operations.map(({ id: key, method, summary }, index) => ({
      id: key,
      method,
      summary,
      text: texts[index] ?? "",
    })),
  }));
  return (
    <SearchProvider texts={groups.flatMap((group) => group.texts)}>
      <header className={classes.header}>
        <TextLink href="/" underline="never" aria-label="Atrium, home">
          <Logo />
        </TextLink>
        <span className={classes.tools}>
          <TextLink href="/api/v1/openapi.json" size="sm" prefetch={false}>
            OpenAPI 3.1
          </TextLink>
          <ButtonLink href="/workspaces" variant="default" prefetch={false}>
            Open Atrium
          </ButtonLink>
        </span>
      </header>
      <div className={classes.layout}>
        <DocsNav groups={nav} intro={introSections} />
        <main id="content" tabIndex={-1} className={classes.main}>
          <h1 className={classes.title}>API reference</h1>
          <p className={classes.lead}>
            Version {reference.version}. The pages of Atrium use the same addresses; each one says whether it takes an
            API key.
          </p>
          <SearchBox />
          <SearchHit text="">
            <Introduction reference={reference} limits={limits} />
          </SearchHit>
          {groups.map((group) => (
            <GroupView key={group.id} group={group} texts={group.texts} />
          ))}
          <NothingFound />
        </main>
      </div>
    </SearchProvider>
  );
}

function GroupView({ group, texts }: { group: Group; texts: readonly string[] }) {
  return (
    <SearchHit text={texts}>
      <section aria-labelledby={group.id} className={classes.group}>
        <h2 id={group.id} className={classes.groupTitle}>
          {group.tag}
        </h2>
        {group.operations.map((operation, index) => (
          <SearchHit key={operation.id} text={texts[index] ?? ""}>
            <OperationView operation={operation} text={texts[index] ?? ""} />
          </SearchHit>
        ))}
      </section>
    </SearchHit>
  );
}
