// Where a measurement tells how far it is: standard error, so that standard output holds the tables alone.

/** Tells one step. */
export function tell(line) {
  process.stderr.write(`bench: ${line}\n`);
}
