/** What a network answers: the probability of the second of two classes, one probability for each class, or numbers. */
export type Task = 'binary' | 'multiclass' | 'regression';
