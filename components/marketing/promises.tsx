import classes from "./promises.module.css";

const promises = [
  {
    title: "You read the plan before you trust the code",
    body: "Every entity, every field, and who may see or change it, in plain sentences. What was assumed and what was left out is listed, with the words it came from.",
  },
  {
    title: "The project is complete, not a sketch",
    body: "Database migrations with row-level security, pages, tests for every access rule, container files and a README. Download it as a ZIP and own it.",
  },
  {
    title: "The same idea gives the same project",
    body: "The compiler is deterministic. Versions are kept, so you always know which plan a client agreed to.",
  },
] as const;

export function Promises() {
  return (
    <section className={classes.grid} aria-label="What you get">
      {promises.map((promise) => (
        <div key={promise.title} className={classes.item}>
          <h2 className={classes.title}>{promise.title}</h2>
          <p className={classes.body}>{promise.body}</p>
        </div>
      ))}
    </section>
  );
}
