import * as vscode from 'vscode';
import { parseModelAddress } from '../../core/model/modelAddress';
import type {
  EmbeddedDownloadProgress,
  EmbeddedDownloadResult,
  EmbeddedListResult,
  EmbeddedModelData,
} from '../../protocol/embedded';
import { Method } from '../../protocol/engine';
import { CommandId } from '../commandIds';
import { type Step, askText, pickOne } from '../connect/steps';
import { orWarn } from '../connect/useModel';
import type { EngineClient } from '../engineClient';
import { connectEmbedded } from './connectEmbedded';
import { describeBytes, describeModel, describeProgress } from './downloadWords';

/** The commands "Download a Model…" and "Remove a Downloaded Model…". */
export function registerEmbeddedCommands(engine: EngineClient): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand(CommandId.downloadModel, () => orWarn(() => downloadAndConnect(engine))),
    vscode.commands.registerCommand(CommandId.removeModel, () => orWarn(() => removeModel(engine))),
  );
}

/** What the person chose: a model to download and what to call it. */
interface Chosen {
  readonly model: string;
  readonly name: string;
}

async function downloadAndConnect(engine: EngineClient): Promise<Step<'done'>> {
  const { models } = await engine.request<EmbeddedListResult>(Method.embeddedList, {});
  for (;;) {
    const picked = await pickOne(downloadItems(models), {
      title: vscode.l10n.t('Download a model that runs inside Fairwind'),
      placeholder: vscode.l10n.t('It runs on this machine, and nothing of your code leaves it.'),
      isFirst: true,
    });
    if (picked === 'back') return 'back';
    const chosen = await picked.item.choose();
    if (chosen === 'back') continue;
    if (!(await download(engine, chosen))) return 'back';
    await connectEmbedded(chosen.model, chosen.name);
    return 'done';
  }
}

interface DownloadItem extends vscode.QuickPickItem {
  /** The model, or how the person is asked for one. */
  readonly choose: () => Promise<Step<Chosen>>;
}

function downloadItems(models: readonly EmbeddedModelData[]): DownloadItem[] {
  const recommendedFirst = models.toSorted((a, b) => Number(b.isRecommended) - Number(a.isRecommended));
  return [
    ...recommendedFirst.map((model) => ({
      label: `$(${model.isDownloaded ? 'pass' : 'desktop-download'}) ${model.name}`,
      ...describeModel(model),
      choose: async () => ({ model: model.id, name: model.name }),
    })),
    {
      label: `$(globe) ${vscode.l10n.t('Another model by its address…')}`,
      detail: vscode.l10n.t('Any GGUF file on Hugging Face: hf:owner/name:file or quantisation.'),
      choose: askAddress,
    },
    { label: `$(file) ${vscode.l10n.t('A GGUF file on this machine…')}`, choose: askFile },
  ];
}

async function askAddress(): Promise<Step<Chosen>> {
  const model = await askText({
    title: vscode.l10n.t('Address of a GGUF model'),
    prompt: vscode.l10n.t('Owner and name on Hugging Face, and the file or its quantisation.'),
    placeholder: 'hf:owner/name-GGUF:Q4_K_M',
    validate: (text) =>
      parseModelAddress(text) === undefined
        ? vscode.l10n.t('An address looks like hf:owner/name:file.gguf or hf:owner/name:Q4_K_M.')
        : undefined,
  });
  return model === 'back' ? 'back' : { model, name: model.split(/[/:]/).at(-1) ?? model };
}

async function askFile(): Promise<Step<Chosen>> {
  const [uri] = (await vscode.window.showOpenDialog({ filters: { GGUF: ['gguf'] } })) ?? [];
  if (!uri) return 'back';
  return { model: uri.fsPath, name: uri.path.split('/').at(-1) ?? uri.path };
}

/** @returns whether the model is there; false when the person paused the download */
async function download(engine: EngineClient, { model, name }: Chosen): Promise<boolean> {
  const title = vscode.l10n.t('Downloading {0}', name);
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  try {
    await vscode.window.withProgress(options, (progress, token) => {
      let percent = 0;
      const report = (far: EmbeddedDownloadProgress) => {
        const now = far.part === 'model' && far.totalBytes ? (100 * far.receivedBytes) / far.totalBytes : 0;
        progress.report({ message: describeProgress(far), increment: Math.max(0, now - percent) });
        percent = Math.max(percent, now);
      };
      return engine.request<EmbeddedDownloadResult, EmbeddedDownloadProgress>(
        Method.embeddedDownload,
        { model },
        { token, onProgress: report },
      );
    });
    return true;
  } catch (error) {
    if (!(error instanceof vscode.CancellationError)) throw error;
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'The download of {0} is paused. Run "Fairwind: Download a Model…" to go on with it.',
        name,
      ),
    );
    return false;
  }
}

async function removeModel(engine: EngineClient): Promise<Step<'done'>> {
  const { models } = await engine.request<EmbeddedListResult>(Method.embeddedList, {});
  const items = models
    .filter(({ downloadedBytes }) => downloadedBytes > 0)
    .map(({ id, name, downloadedBytes }) => ({
      label: name,
      description: describeBytes(downloadedBytes),
      model: id,
    }));
  if (items.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No model of the catalogue is downloaded.'));
    return 'done';
  }
  const picked = await pickOne(items, { title: vscode.l10n.t('Remove which model?'), isFirst: true });
  if (picked === 'back') return 'back';
  await engine.request<null>(Method.embeddedRemove, { model: picked.item.model });
  void vscode.window.showInformationMessage(
    vscode.l10n.t('{0} is removed. Its entry in the setting fairwind.models stays.', picked.item.label),
  );
  return 'done';
}
