// The tables that a run ends with, as Markdown for the README.
import { execFileSync } from 'node:child_process';
import os from 'node:os';
import { CHROMIUM } from './chromium.mjs';

/** What the first issue of the bench aims at: kilobytes to a usable Profile, and the start beside the React rival. */
const AIM_KILOBYTES = 120;
const AIM_SHARE_OF_REACT = 0.65;

/** Rows of the table of parts. */
const SHOWN_PARTS = 12;

/** The median of `values`; of an even number of them the upper of the two in the middle. NaN for none. */
export function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted.length ? sorted[sorted.length >> 1] : NaN;
}

/** All applications side by side: one row each; what failed says so in its row. */
export function writeStartTable(rows) {
  const lines = rows.map(({ application, files, result, failure }) => {
    const name = application.title;
    if (failure) return [name, `**FAILED**: ${oneLine(failure)}`];
    const failures = [...new Set(result.failures.map(oneLine))].map(why => ` **FAILED**: ${why}`).join(';');
    return [
      name + failures,
      kilobytes(sum(files, 'brotli')),
      kilobytes(median(result.wire)),
      result.requests.length || '–',
      `${number(median(result.cold))} (${number(Math.min(...result.cold))})`,
      number(median(result.paint)),
      number(median(result.warm)),
      number(median(result.key), 1),
      `${number(median(result.firstSwitch))} / ${number(median(result.secondSwitch))}`,
    ];
  });
  const heads = [
    'application',
    'first load, brotli, kB',
    'on the wire, kB',
    'requests',
    'usable cold, ms (least)',
    'first paint, ms',
    'usable warm, ms',
    'key to message, ms',
    'switch, first / again, ms',
  ];
  return writeTable(heads, lines);
}

/** The files of our first visit and the other answers in it, with what the browser saw of each. */
export function writeBytesTable(files, requests, opened) {
  // The page comes under the address that was opened, not under its file's name.
  const fileOf = url => (new URL(url).pathname === opened ? 'index.html' : new URL(url).pathname.slice(1));
  const onWire = new Map(requests.map(({ url, bytes }) => [fileOf(url), bytes]));
  const names = new Set(files.map(({ file }) => file));
  const others = [...onWire].filter(([file]) => !names.has(file));
  const lines = [
    ...files.map(each => [each.file, kilobytes(each.raw), kilobytes(each.brotli), kilobytes(onWire.get(each.file))]),
    ...others.map(([file, bytes]) => [file, '–', '–', kilobytes(bytes)]),
    ['all', kilobytes(sum(files, 'raw')), kilobytes(sum(files, 'brotli')), kilobytes(sum(requests, 'bytes'))],
  ];
  return writeTable(['part', 'raw, kB', 'brotli, kB', 'on the wire, kB'], lines);
}

/** The largest parts of the WebAssembly; the small ones together in the last row. */
export function writePartsTable({ optimised, parts }) {
  const rest = parts.slice(SHOWN_PARTS);
  const lines = parts.slice(0, SHOWN_PARTS).map(({ part, raw, brotli }) => [part, kilobytes(raw), kilobytes(brotli)]);
  if (rest.length) lines.push([`${rest.length} more`, kilobytes(sum(rest, 'raw')), kilobytes(sum(rest, 'brotli'))]);
  lines.push(['all', kilobytes(sum(parts, 'raw')), kilobytes(sum(parts, 'brotli'))]);
  const state = optimised ? 'after wasm-opt -Oz' : 'before wasm-opt, which was not found';
  return writeTable([`crate (${state})`, 'raw, kB', 'brotli alone, kB'], lines);
}

/** The backend beside the bare handler and the bare database. */
export function writeBackendTable(summaries) {
  const lines = summaries.map(each => [
    each.what,
    each.connections,
    number(each.per_second),
    number(each.median_ms, 2),
    number(each.p99_ms, 2),
  ]);
  return writeTable(['what', 'connections', 'per second', 'median, ms', 'p99, ms'], lines);
}

/** Whether the aims are met, a line each; an aim that could not be measured says so. */
export function writeAims(rows) {
  const find = name => rows.find(({ application, failure }) => application.name === name && !failure);
  const ours = find('ours');
  const react = find('react-typical');
  if (!ours) return ['- ours was not measured'];
  const size = sum(ours.files, 'brotli') / 1000;
  const lines = [
    `- bytes: ${size.toFixed(1)} kB brotli, ${judge(size <= AIM_KILOBYTES)} (at most ${AIM_KILOBYTES} kB)`,
  ];
  if (react) {
    for (const start of ['cold', 'warm']) {
      const share = median(ours.result[start]) / median(react.result[start]);
      const met = judge(share <= AIM_SHARE_OF_REACT);
      lines.push(`- usable ${start}: ${share.toFixed(2)} × react-typical, ${met} (at most ${AIM_SHARE_OF_REACT})`);
    }
  }
  return lines;
}

/** Day, machine and versions: numbers mean nothing without them. */
export function describeMachine() {
  const [cpu] = os.cpus();
  const memory = `${Math.round(os.totalmem() / 2 ** 30)} GiB`;
  const versions = [version(CHROMIUM, '--version'), `Node ${process.versions.node}`, version('rustc', '--version')];
  const day = new Date().toISOString().slice(0, 10);
  const machine = `${os.cpus().length} × ${cpu?.model.trim()}, ${memory}, ${os.type()} ${os.release()}`;
  return [day, machine, ...versions].join('; ');
}

function version(program, option) {
  try {
    return execFileSync(program, [option], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return `${program}: not found`;
  }
}

/** A table in Markdown; the columns but the first are figures. */
export function writeTable(heads, lines) {
  const row = cells => `| ${cells.join(' | ')} |`;
  const ruler = heads.map((_, column) => (column === 0 ? '---' : '--:'));
  const full = lines.map(cells => [...cells, ...Array(heads.length - cells.length).fill('–')]);
  return [row(heads), row(ruler), ...full.map(row)].join('\n');
}

/** A text that fits a cell. */
export function oneLine(text) {
  return text.replace(/\s+/g, ' ').replaceAll('|', '/').slice(0, 160);
}

/** The sum of a member over a list. */
export function sum(list, key) {
  return list.reduce((total, each) => total + each[key], 0);
}

/** Bytes as kilobytes of 1000, with one digit. */
export function kilobytes(bytes) {
  return number(bytes / 1000, 1);
}

/** A number with so many digits; a dash for none. */
export function number(value, digits = 0) {
  return Number.isFinite(value) ? value.toFixed(digits) : '–';
}

function judge(met) {
  return met ? 'met' : '**missed**';
}
