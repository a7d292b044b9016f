/**
 * Cycles of SCALE-Sim for matrix products: rows of A, columns of B, what is summed over, the rows of the square array, what
 * stays in it, the cycles. The golden ones are scalesim-project/SCALE-Sim@1d62b68, test/general/golden_trace_* (MIT); the tool
 * printed the others.
 */
export const scaleSimCycles = `
4 4 4 4 os 9; 4 4 4 4 ws 13; 4 4 4 4 is 13
4 4 4 32 os 65; 4 4 4 32 ws 97; 4 4 4 32 is 97
128 128 128 4 os 137215; 128 128 128 4 ws 141311; 128 128 128 4 is 141311
128 128 128 32 os 3039; 128 128 128 32 ws 3551; 128 128 128 32 is 3551
100 60 200 4 os 77249; 100 60 200 4 ws 82499; 100 60 200 4 is 87499
100 60 200 32 os 2095; 100 60 200 32 ws 2715; 100 60 200 32 is 4311
3025 96 363 32 ws 112283; 256 128 256 32 os 10175; 256 128 256 32 ws 11199; 256 128 256 32 is 14207
`

/** Lines of the golden traces: elements of A and of B that the array reads, and of C that it writes. */
export const scaleSimAccesses = `
3025 96 363 32 ws 3294225 34848 3484800
256 128 256 32 os 262144 262144 34816
256 128 256 32 ws 262144 32768 262144
256 128 256 32 is 65536 262144 262144
`
