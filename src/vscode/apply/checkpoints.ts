import * as vscode from 'vscode';

/** A file as it was before changes were accepted. */
export interface CheckpointFile {
  readonly uri: string;
  /** Relative to its workspace folder. */
  readonly path: string;
  /** Null where there was no such file. */
  readonly text: string | null;
}

export interface Checkpoint {
  readonly id: string;
  /** What the changes were for. */
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly files: readonly CheckpointFile[];
}

/** How many are kept, the oldest going first … */
const MOST_CHECKPOINTS = 50;
/** … and how much they take together, in UTF-16 units. */
const MOST_CHARACTERS = 20_000_000;

/** Keeps files as they were before changes were accepted, in the storage of the workspace. */
export class Checkpoints {
  readonly #folder: vscode.Uri | undefined;

  /** @param storage of the workspace; undefined where no folder is open, then nothing is kept */
  constructor(storage: vscode.Uri | undefined) {
    this.#folder = storage && vscode.Uri.joinPath(storage, 'checkpoints');
  }

  /** Keeps a checkpoint. Resolves once it is on the disk; rejects where it cannot be written. */
  async keep(title: string, files: readonly CheckpointFile[]): Promise<void> {
    if (!this.#folder) return;
    const createdAt = Date.now();
    const id = `${createdAt}-${Math.random().toString(36).slice(2, 8)}`;
    const checkpoint: Checkpoint = { id, title, createdAt, files };
    await vscode.workspace.fs.createDirectory(this.#folder);
    const place = vscode.Uri.joinPath(this.#folder, `${id}.json`);
    await vscode.workspace.fs.writeFile(place, new TextEncoder().encode(JSON.stringify(checkpoint)));
    await this.#prune();
  }

  /** All that are kept, the newest first. Files that are damaged are passed over. */
  async list(): Promise<readonly Checkpoint[]> {
    const names = await this.#names();
    const read = await Promise.all(names.map((name) => this.#read(name)));
    return read.flatMap((checkpoint) => checkpoint ?? []).sort((a, b) => b.createdAt - a.createdAt);
  }

  async #prune(): Promise<void> {
    const kept = await this.list();
    let characters = 0;
    for (const [index, { id, files }] of kept.entries()) {
      characters += files.reduce((sum, { text }) => sum + (text?.length ?? 0), 0);
      // The newest is kept whatever its size: it is the one that somebody may need now.
      if (index > 0 && (index >= MOST_CHECKPOINTS || characters > MOST_CHARACTERS))
        await this.#remove(`${id}.json`);
    }
  }

  async #names(): Promise<readonly string[]> {
    if (!this.#folder) return [];
    try {
      const entries = await vscode.workspace.fs.readDirectory(this.#folder);
      return entries.map(([name]) => name).filter((name) => name.endsWith('.json'));
    } catch {
      // Nothing was kept yet.
      return [];
    }
  }

  async #read(name: string): Promise<Checkpoint | undefined> {
    if (!this.#folder) return undefined;
    try {
      const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.#folder, name));
      const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
      return isCheckpoint(value) && `${value.id}.json` === name ? value : undefined;
    } catch {
      return undefined;
    }
  }

  async #remove(name: string): Promise<void> {
    if (!this.#folder) return;
    await Promise.resolve(vscode.workspace.fs.delete(vscode.Uri.joinPath(this.#folder, name))).catch(
      () => undefined,
    );
  }
}

function isCheckpoint(value: unknown): value is Checkpoint {
  if (typeof value !== 'object' || value === null) return false;
  const { id, title, createdAt, files } = value as Partial<Record<keyof Checkpoint, unknown>>;
  return (
    typeof id === 'string' &&
    typeof title === 'string' &&
    typeof createdAt === 'number' &&
    Array.isArray(files) &&
    files.every(isCheckpointFile)
  );
}

function isCheckpointFile(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { uri, path, text } = value as Partial<Record<keyof CheckpointFile, unknown>>;
  return typeof uri === 'string' && typeof path === 'string' && (text === null || typeof text === 'string');
}
