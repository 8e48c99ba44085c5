/** One run changes the share by so much of the way to all or none: the last few dozen count. */
const WEIGHT = 1 / 32;
/** A run that is judged takes 2.0 to 2.3 times as long as operations alone, and of a small network one by a program hardly any time. */
const TOO_MANY = 0.45;
/** Lower, so that what lies between the two goes on as it does. */
const FEW = 0.4;

/** Which share of runs is to be judged, as code outside has had its turn. */
export interface TurnShare {
  /** Whether so many that judging takes longer than operations alone. */
  readonly isTooLarge: boolean;
  /** To be told of each run. */
  tell(isAfterTurn: boolean): void;
}

export function createTurnShare(): TurnShare {
  let share = 0;
  let isTooLarge = false;
  return {
    get isTooLarge() {
      return isTooLarge;
    },
    tell(isAfterTurn) {
      share += ((isAfterTurn ? 1 : 0) - share) * WEIGHT;
      isTooLarge = share > (isTooLarge ? FEW : TOO_MANY);
    },
  };
}
