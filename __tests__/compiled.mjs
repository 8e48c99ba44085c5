import vm from 'node:vm';

/** What V8 has compiled of files, by their names: kept in a process of Jest, which compiles all of them for each suite otherwise. */
const ofModules = new Map();
const ofScripts = new Map();

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
  for (const [filename, script] of running) ofScripts.set(filename, script.createCachedData());
  running.clear();
}

class KeptModule extends SourceTextModule {
  constructor(code, options) {
    const isKept = !importsWhileItRuns.test(code);
    const cachedData = isKept ? ofModules.get(options.identifier) : undefined;
    super(code, { ...options, cachedData });
    if (isKept && cachedData === undefined) ofModules.set(options.identifier, this.createCachedData());
  }
}

/** Smaller files are compiled about as fast as they are found. In characters. */
const LARGE = 20_000;

function compileKept(source, names, options) {
  const { filename, parsingContext, ...others } = options;
  if (source.length < LARGE || importsWhileItRuns.test(source)) return compileFunction(source, names, options);
  const cachedData = ofScripts.get(filename);
  const script = new Script(`(function (${names.join(', ')}) {${source}\n})`, { filename, cachedData, ...others });
  if (cachedData === undefined) running.set(filename, script);
  return script.runInContext(parsingContext);
}
