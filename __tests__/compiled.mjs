import vm from 'node:vm';

/**
 * What V8 has compiled of files, by their names, with the code that it was: kept in a process of Jest, which compiles all of them for
 * each suite otherwise. V8 itself tells code apart by its length alone.
 */
const ofModules = new Map();
const ofScripts = new Map();
const dataOf = (kept, name, code) => {
  const known = kept.get(name);
  return known?.code === code ? known.data : undefined;
};

/** Scripts whose functions are compiled as they are called: taken when their suite is over, functions included. */
const running = new Map();

const { Script, SourceTextModule, compileFunction } = vm;

/** A module that imports while it runs would ask the suite that is over, if it came out of the cache. */
const importsWhileItRuns = /\bimport\s*\(/;

/** A third of the processor time of a small suite: has modules and large CommonJS files compiled once in this process. */
export function keepCompiled() {
  vm.SourceTextModule = KeptModule;
  vm.compileFunction = compileKept;
}

/** To be called when a suite is over. */
export function keepRunning() {
  for (const [filename, { code, script }] of running) ofScripts.set(filename, { code, data: script.createCachedData() });
  running.clear();
}

/** What was compiled with other flags of V8 is refused, and compiled anew. */
function KeptModule(code, options) {
  const { identifier } = options;
  if (importsWhileItRuns.test(code)) return new SourceTextModule(code, options);
  const cachedData = dataOf(ofModules, identifier, code);
  try {
    if (cachedData !== undefined) return new SourceTextModule(code, { ...options, cachedData });
  } catch (error) {
    if (error.code !== 'ERR_VM_MODULE_CACHED_DATA_REJECTED') throw error;
  }
  const module = new SourceTextModule(code, options);
  ofModules.set(identifier, { code, data: module.createCachedData() });
  return module;
}
KeptModule.prototype = SourceTextModule.prototype;

/** Smaller files are compiled about as fast as they are found. In characters. */
const LARGE = 20_000;

function compileKept(source, names, options) {
  const { filename, parsingContext, ...others } = options;
  if (source.length < LARGE || importsWhileItRuns.test(source)) return compileFunction(source, names, options);
  const cachedData = dataOf(ofScripts, filename, source);
  const script = new Script(`(function (${names.join(', ')}) {${source}\n})`, { filename, cachedData, ...others });
  if (cachedData === undefined) running.set(filename, { code: source, script });
  return script.runInContext(parsingContext);
}
