import { show, type Issue } from '../errors.ts';
import { join, type Options } from './option.ts';

/** An option without which another one does nothing. */
interface Partner {
  readonly name: string;
  /** A value of it that would do, as JSON. */
  readonly such: string;
  /** Whether a value of it would do. Default: any that is no false, 0 or nothing. */
  isOn?(value: unknown): boolean;
}

/** For each option that does something only beside another one: that other one. */
export type Partners = Readonly<Record<string, Partner>>;

/**
 * Options that are written and would do nothing. A number or word may stand beside a partner that says no (`"useEma": false`), so
 * that one word turns both off; a flag that is on says that something happens, so that its partner must be on too.
 */
export function idleOptions(
  value: object,
  { partners = {}, options }: { readonly partners?: Partners; readonly options: Options },
  path: string,
): readonly Issue[] {
  const written = (name: string): unknown => (Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined);
  return Object.entries(partners).flatMap(([name, partner]) => {
    const given = written(name);
    if (given === undefined || given === false) return [];
    const other = written(partner.name);
    const isOn = (partner.isOn ?? isSomething)(other ?? options[partner.name]?.fallback);
    if (isOn || (other !== undefined && given !== true)) return [];
    const expected = `${show(partner.name)} beside it, without which it does nothing`;
    const received = other === undefined ? show(given) : `${show(given)} beside ${show(other)}`;
    return [{ path: join(path, name), expected, received, fix: `write ${show(partner.name)}: ${partner.such}, or leave it out` }];
  });
}

const isSomething = (value: unknown): boolean => value !== undefined && value !== false && value !== 0;
