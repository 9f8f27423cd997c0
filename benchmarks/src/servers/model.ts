/** The linear model of ten features that both servers serve. */
export const coef = [1, -2, 3, -4, 5, -6, 7, -8, 9, -10];
export const intercept = 0.5;
