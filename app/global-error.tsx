"use client";

/** Replaces the whole document when the root layout itself fails, so it can rely on no provider and no stylesheet. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body style={{ fontFamily: "system-ui, sans-serif", margin: 0, background: "#f8f8f5", color: "#1b1f1c" }}>
        <title>Something went wrong · Atrium</title>
        <main style={{ maxWidth: 520, margin: "18vh auto 0", padding: "0 24px" }}>
          <h1 style={{ fontSize: 24, letterSpacing: "-0.02em" }}>Atrium could not start this page</h1>
          <p style={{ lineHeight: 1.6 }}>Nothing you saved is lost. Try again, or come back in a moment.</p>
          {error.digest !== undefined && (
            <p style={{ fontSize: 13, color: "#61655d" }}>
              Reference <code>{error.digest}</code>
            </p>
          )}
          <button
            type="button"
            onClick={reset}
            style={{
              padding: "10px 18px",
              border: 0,
              borderRadius: 9,
              background: "#1f7361",
              color: "#fff",
              font: "inherit",
              fontWeight: 600,
              cursor: "pointer",
            }}
          >
            Retry
          </button>
        </main>
      </body>
    </html>
  );
}
