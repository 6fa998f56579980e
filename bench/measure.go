package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// clean cleans an input once and keeps nothing.
func (c contestant) clean(in input) error {
	for _, a := range in.articles {
		if _, err := c.run(a); err != nil && !(in.real && errors.Is(err, errNoArticle)) {
			return fmt.Errorf("%s on %s: %w", c.name, in.name, err)
		}
	}
	return nil
}

// A clock tells a time from an origin of its own.
type clock func() time.Duration

// processor is the time that cores have spent on the process, its garbage
// collector included: whoever else uses the machine hardly shows in it.
func processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // the arguments are constants
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

var began = time.Now()

func wall() time.Duration { return time.Since(began) }

// A pace says how a race is timed.
type pace struct {
	clock
	sample time.Duration // how long a sample is at least
	rounds int           // how many there are, where they fit in the time of a race
	which  float64       // the sample that counts: 0 is the lowest, 0.1 the lowest decile
}

var (
	// cost has samples of some garbage collections, not one or none, and takes the lowest decile.
	cost = pace{processor, 40 * time.Millisecond, 30, 0.1}
	// speed needs all cores for a moment, and takes the one sample that had them.
	speed = pace{wall, 10 * time.Millisecond, 300, 0}
)

const (
	atMost = 20 * time.Second // of a race, once there are enough samples
	enough = 5
)

// race lets functions take turns and returns for each what one call takes.
func (p pace) race(calls ...func() error) ([]time.Duration, error) {
	times := make([]int, len(calls)) // calls in a sample
	for i, call := range calls {
		if err := call(); err != nil { // warm
			return nil, err
		}
		start := time.Now()
		if err := call(); err != nil {
			return nil, err
		}
		times[i] = 1 + int(p.sample/max(time.Since(start), 1))
	}
	samples := make([][]time.Duration, len(calls))
	begin := time.Now()
	for round := 0; round < p.rounds && (round < enough || time.Since(begin) < atMost); round++ {
		for i, call := range calls {
			runtime.GC() // nobody pays for another's garbage
			start := p.clock()
			for range times[i] {
				if err := call(); err != nil {
					return nil, err
				}
			}
			samples[i] = append(samples[i], (p.clock()-start)/time.Duration(times[i]))
		}
	}
	lowest := make([]time.Duration, len(calls))
	for i, s := range samples {
		slices.Sort(s)
		lowest[i] = s[int(p.which*float64(len(s)))]
	}
	return lowest, nil
}

// raceOn lets contestants take turns on one input.
func raceOn(in input, list ...contestant) ([]time.Duration, error) {
	var calls []func() error
	for _, c := range list {
		calls = append(calls, func() error { return c.clean(in) })
	}
	return cost.race(calls...)
}

// allocations are how many objects a contestant allocates for an input.
func allocations(c contestant, in input) (uint64, error) {
	var before, after runtime.MemStats
	for range 2 { // the second time caches are warm
		runtime.GC()
		runtime.ReadMemStats(&before)
		if err := c.clean(in); err != nil {
			return 0, err
		}
		runtime.ReadMemStats(&after)
	}
	return after.Mallocs - before.Mallocs, nil
}

// batch cleans an input n times, divided between goroutines that share the contestant.
func (c contestant) batch(in input, n, goroutines int) error {
	errs := make([]error, goroutines)
	var wg sync.WaitGroup
	for g := range goroutines {
		wg.Go(func() {
			for i := g; i < n && errs[g] == nil; i += goroutines {
				errs[g] = c.clean(in)
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// peakOf asks a process of its own how many bytes of memory a contestant needs
// for an input at most.
func peakOf(root string, c contestant, in input) (int, error) {
	self, err := os.Executable()
	if err != nil {
		return 0, err
	}
	cmd := exec.Command(self, "-root", root, "-peak", c.name+"/"+in.name)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return 0, fmt.Errorf("peak memory of %s: %w", c.name, err)
	}
	return strconv.Atoi(strings.TrimSpace(string(out)))
}

// peak cleans once and returns how far the process's resident memory rose above
// what it was with the input alone: VmHWM less VmRSS, as Linux counts them.
func peak(c contestant, in input) (int, error) {
	if err := c.clean(input{articles: []string{"<p>warm"}}); err != nil && c.name == "htmlclean" {
		return 0, err
	}
	debug.FreeOSMemory()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil { // VmHWM begins anew
		return 0, err
	}
	before, err := memory("VmRSS")
	if err != nil {
		return 0, err
	}
	if err := c.clean(in); err != nil {
		return 0, err
	}
	after, err := memory("VmHWM")
	return after - before, err
}

// memory reads a row of /proc/self/status, in bytes.
func memory(row string) (int, error) {
	f, err := os.Open("/proc/self/status")
	if err != nil {
		return 0, err
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if value, ok := strings.CutPrefix(lines.Text(), row+":"); ok {
			kib, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(value), " kB"))
			return kib << 10, err
		}
	}
	return 0, fmt.Errorf("/proc/self/status has no %s", row)
}
