// Command bench prints what htmlclean costs beside others, as ratios that were
// measured in one process:
//
//	bench/run
//
// The machine's mood cancels out: the contestants take turns, a sample is long
// enough to pay for its own garbage, and of many samples a low one counts. Time
// is processor time, but for the throughput, which is told by the clock on the
// wall. The benchmarks in bench_test.go run the same contestants on the same
// inputs for benchstat.
package main
