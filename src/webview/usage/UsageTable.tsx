import { modelLabel } from '../../core/model/languageModel';
import { type UsageLine, type UsageTotal, byModelAndRole, sumOf } from '../../core/usage/usageTables';
import type { UsageMonthResult } from '../../protocol/engine';
import type { UsageStrings } from '../../protocol/usagePage';
import { format } from '../format';

interface TableProps {
  readonly usage: UsageMonthResult;
  readonly strings: UsageStrings;
  readonly number: (value: number) => string;
  readonly money: (value: number) => string;
}

/** What each model was asked for, with its tokens and cost. */
export function UsageTable({ usage, strings, number, money }: TableProps) {
  const lines = byModelAndRole(usage.cells);
  const numbers = (total: UsageTotal) => {
    const about = (value: number) =>
      total.estimatedRequests > 0 ? format(strings.estimated, number(value)) : number(value);
    return [
      number(total.requests),
      about(total.promptTokens),
      number(total.cachedPromptTokens),
      about(total.answerTokens),
    ].map((text, index) => (
      <td key={index} class="number">
        {text}
      </td>
    ));
  };
  return (
    <div class="table-scroll" tabIndex={0} role="group" aria-label={strings.table}>
      <table>
        <caption class="visually-hidden">{strings.table}</caption>
        <thead>
          <tr>
            <th scope="col">{strings.model}</th>
            <th scope="col">{strings.role}</th>
            {[strings.requests, strings.tokensIn, strings.cached, strings.tokensOut, strings.cost].map(
              (name) => (
                <th key={name} scope="col" class="number">
                  {name}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            <tr key={index}>
              <th scope="row">
                <bdi>{modelLabel({ id: line.modelId, model: line.model })}</bdi>
                <span class="note">
                  {' '}
                  @ <bdi>{line.host}</bdi> · {line.isLocal ? strings.thisMachine : strings.otherMachine}
                </span>
              </th>
              <td>{strings.roles[line.role]}</td>
              {numbers(line)}
              <td class="number">{costWords(line, strings, money)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {strings.total}
            </th>
            {numbers(sumOf(usage.cells))}
            <td class="number">{money(usage.cost)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function costWords(line: UsageLine, strings: UsageStrings, money: (value: number) => string): string {
  if (line.isLocal) return strings.free;
  return line.isCostPartial ? strings.noPrice : money(line.cost);
}
