import classes from "./logo.module.css";

/** Two nested arches around a lit doorway: the courtyard everything opens onto. */
export function LogoMark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false" className={classes.mark}>
      <rect width="32" height="32" rx="8" fill="#175d4f" />
      <path d="M6 26V15a10 10 0 0 1 20 0v11h-4V15a6 6 0 0 0-12 0v11z" fill="#fff" />
      <path d="M13 26v-9.5a3 3 0 0 1 6 0V26z" fill="#f2bf58" />
    </svg>
  );
}

export function Logo({ size = 28 }: { size?: number }) {
  return (
    <span className={classes.logo}>
      <LogoMark size={size} />
      <span className={classes.word}>Atrium</span>
    </span>
  );
}
