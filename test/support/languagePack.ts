import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Makes a VS Code that has not started yet speak a language as with that language's pack installed. VS Code's own
 * words stay English, for the pack translates none of them; extensions speak the language if they have it.
 */
export async function addEmptyLanguagePack(userDataDir: string, language: string): Promise<void> {
  const pack = join(userDataDir, 'emptyLanguagePack.json');
  await writeFile(pack, JSON.stringify({ version: '1.0.0', contents: {} }));
  // What VS Code writes itself when a pack is installed, and when a person picks it.
  await writeFile(
    join(userDataDir, 'languagepacks.json'),
    JSON.stringify({
      [language]: {
        hash: 'empty',
        extensions: [{ extensionIdentifier: { id: 'fairwind.empty-language-pack' }, version: '1.0.0' }],
        translations: { vscode: pack },
        label: language,
      },
    }),
  );
  await writeFile(join(userDataDir, 'User', 'argv.json'), JSON.stringify({ locale: language }));
}
