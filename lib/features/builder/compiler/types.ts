export type GeneratedFile = { path: string; content: string };

export type BuildManifest = {
  compilerVersion: string;
  blueprintVersion: number;
  /** SHA-256 of the canonical blueprint JSON. */
  blueprintHash: string;
  stack: string;
  /** Path to SHA-256 of its content; lets a later build tell edited files from generated ones. */
  files: Record<string, string>;
};

export type CompileResult = { files: GeneratedFile[]; manifest: BuildManifest };
