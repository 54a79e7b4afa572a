import { IconFileTypeSql, IconFileTypeTsx, IconFolder, IconFolderOpen, IconMarkdown } from "@tabler/icons-react";
import classes from "./product-picture.module.css";

const entities = [
  { name: "Flats", who: "the landlord; tenants see their own", fields: 7 },
  { name: "Leases", who: "the landlord; the tenant on it", fields: 9 },
  { name: "Repair requests", who: "the tenant who reported it, and staff", fields: 8 },
] as const;

const files = [
  { icon: IconFolderOpen, name: "supabase/migrations", depth: 0 },
  { icon: IconFileTypeSql, name: "0002_tables.sql", depth: 1 },
  { icon: IconFileTypeSql, name: "0003_access.sql", depth: 1, open: true },
  { icon: IconFolder, name: "tests", depth: 0 },
  { icon: IconFileTypeTsx, name: "app/leases/page.tsx", depth: 0 },
  { icon: IconMarkdown, name: "README.md", depth: 0 },
] as const;

/** The Builder as it looks, drawn with the same tokens; one image to assistive technology. */
export function ProductPicture() {
  return (
    <div
      className={classes.stage}
      role="img"
      aria-label="The Builder: an idea about renting flats on top, below it the planned entities with their access rules, and the files of the compiled project."
    >
      <svg className={classes.arches} viewBox="0 0 600 520" aria-hidden="true" focusable="false">
        <path d="M60 520V270a240 240 0 0 1 480 0v250" />
        <path d="M110 520V270a190 190 0 0 1 380 0v250" />
        <path d="M160 520V270a140 140 0 0 1 280 0v250" />
      </svg>
      <div className={classes.window} aria-hidden="true">
        <div className={classes.idea}>
          <span className={classes.label}>The idea</span>
          <p>
            I’m a landlord with 14 flats. I want to see who is <mark>late on rent</mark>, and let tenants report
            problems with a photo. <mark>Tenants must only see their own stuff.</mark>
          </p>
        </div>
        <div className={classes.columns}>
          <div className={classes.plan}>
            <span className={classes.label}>The plan</span>
            {entities.map((entity) => (
              <div key={entity.name} className={classes.entity}>
                <strong>{entity.name}</strong>
                <span className={classes.count}>{entity.fields} fields</span>
                <span className={classes.who}>Read by {entity.who}</span>
              </div>
            ))}
          </div>
          <div className={classes.tree}>
            <span className={classes.label}>The project</span>
            {files.map(({ icon: Icon, name, depth, ...rest }) => (
              <div
                key={name}
                className={classes.file}
                data-open={"open" in rest}
                style={{ paddingInlineStart: 8 + depth * 16 }}
              >
                <Icon size={15} stroke={1.6} />
                <span>{name}</span>
              </div>
            ))}
          </div>
        </div>
      </div>
    </div>
  );
}
