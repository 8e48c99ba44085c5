/** Where runs are kept, beside one another, if nothing else is said. */
export const RUNS_FOLDER = 'runs';
