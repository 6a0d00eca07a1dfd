// The rules of the rivals' fields; an answer is the key of the words to show, or nothing.
import { FIELDS } from './fields.js';

const PATTERNS = {
  email: /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/,
  phone: /^\+[1-9]\d{6,14}$/,
  vatId: /^[A-Z]{2}[0-9A-Z]{2,13}$/,
  postalCode: /^[A-Za-z0-9][A-Za-z0-9 -]{1,14}$/,
};

export function validateField(name, typed) {
  const field = FIELDS.find(each => each[0] === name);
  const value = (typed ?? '').trim();
  if (!value) return field[2] ? 'err.required' : '';
  if (value.length > field[3]) return 'err.tooLong';
  if (PATTERNS[name] && !PATTERNS[name].test(value)) return 'err.' + name;
  return '';
}

export function validateAll(values) {
  const errors = {};
  for (const field of FIELDS) {
    const problem = validateField(field[0], values[field[0]]);
    if (problem) errors[field[0]] = problem;
  }
  return errors;
}
