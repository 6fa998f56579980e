package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/htmlclean/htmlclean"
)

func main() {
	log.SetFlags(0)
	root := flag.String("root", "..", "the project's `directory`")
	peakFor := flag.String("peak", "", "print the peak memory of a `contestant/input` in bytes, and nothing else")
	flag.Parse()
	if err := run(os.Stdout, *root, *peakFor); err != nil {
		log.Fatal(err)
	}
}

func run(w io.Writer, root, peakFor string) error {
	all, err := inputs(root)
	if err != nil {
		return err
	}
	field, err := contestants()
	if err != nil {
		return err
	}
	if name, on, ok := strings.Cut(peakFor, "/"); ok {
		c := slices.IndexFunc(field, func(c contestant) bool { return c.name == name })
		bytes, err := peak(field[c], named(all, on))
		if err == nil {
			fmt.Fprintln(w, bytes)
		}
		return err
	}
	fmt.Fprintf(w, "%d cores, %s/%s, %s\n\n", runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version())
	if err := compare(w, all, field); err != nil {
		return err
	}
	return alone(w, root, all, field)
}

func named(list []input, name string) input {
	return list[slices.IndexFunc(list, func(in input) bool { return in.name == name })]
}

// compare prints what the contestants take for each input, in multiples of the
// floor: time, and objects allocated.
func compare(w io.Writer, all []input, field []contestant) error {
	head, line := "| time (objects allocated) |", "|---|"
	for _, c := range field[1:] {
		head, line = head+" "+c.name+" |", line+"---:|"
	}
	fmt.Fprintln(w, head+" htmlclean ÷ bluemonday |\n"+line+"---:|")
	for _, in := range all {
		took, err := raceOn(in, field...)
		if err != nil {
			return err
		}
		objects := make([]uint64, len(field))
		row := "| " + in.about + " |"
		for i, c := range field {
			if objects[i], err = allocations(c, in); err != nil {
				return err
			}
			if i > 0 {
				row += fmt.Sprintf(" %s (%s) |", ratio(took[i], took[0]), ratio(objects[i], objects[0]))
			}
		}
		fmt.Fprintln(w, row+fmt.Sprintf(" %s (%s) |", ratio(took[1], took[2]), ratio(objects[1], objects[2])))
	}
	fmt.Fprintln(w)
	return nil
}

// alone prints the ratios that are about htmlclean alone, and the floor's where
// there is one.
func alone(w io.Writer, root string, all []input, field []contestant) error {
	floor, clean := field[0], field[1]
	small, vendor := named(all, "mixed-16KB"), named(all, "zaker-16KB")
	report, err := cleaner("report", htmlclean.Options{Report: true})
	if err != nil {
		return err
	}
	others := allSetsBut("zaker")
	few, err := cleaner("few rules", htmlclean.Options{Without: others})
	if err != nil {
		return err
	}
	beyond := setsBeyond(300, "zaker")
	some, err := cleaner("300 rules", htmlclean.Options{Without: beyond})
	if err != nil {
		return err
	}

	fmt.Fprintln(w, "| htmlclean alone | ratio | the floor's |\n|---|---:|---:|")
	row := func(about, ours, floors string) { fmt.Fprintf(w, "| %s | %s | %s |\n", about, ours, floors) }

	perByte := func(took time.Duration, in input) float64 { return float64(took) / float64(in.size()) }
	for _, of := range []struct {
		about        string
		small, large input
	}{{"one vendor", vendor, named(all, "zaker-5MB")}, {"all vendors", small, named(all, "mixed-5MB")}} {
		long, err := cost.race(
			func() error { return clean.clean(of.small) }, func() error { return clean.clean(of.large) },
			func() error { return floor.clean(of.small) }, func() error { return floor.clean(of.large) },
		)
		if err != nil {
			return err
		}
		row("time for a byte of 5 MB ÷ of 16 KB, "+of.about, ratio(perByte(long[1], of.large), perByte(long[0], of.small)),
			ratio(perByte(long[3], of.large), perByte(long[2], of.small)))
		var peaks []string
		for _, c := range []contestant{clean, floor} {
			bytes, err := peakOf(root, c, of.large)
			if err != nil {
				log.Print(err)
				peaks = append(peaks, "not measured")
				continue
			}
			peaks = append(peaks, ratio(bytes, of.large.size()))
		}
		row("peak memory ÷ input, 5 MB, "+of.about, peaks[0], peaks[1])
	}

	const articles = 10
	shared, err := speed.race(
		func() error { return clean.batch(vendor, articles, 1) }, func() error { return clean.batch(vendor, articles, 2) },
		func() error { return floor.batch(vendor, articles, 1) }, func() error { return floor.batch(vendor, articles, 2) },
	)
	if err != nil {
		return err
	}
	row("throughput of two goroutines with one Cleaner ÷ of one", ratio(shared[0], shared[1]), ratio(shared[2], shared[3]))

	for _, in := range []input{vendor, small} {
		took, err := raceOn(in, report, clean)
		if err != nil {
			return err
		}
		row("with a report ÷ without, "+in.about, ratio(took[0], took[1]), "")
	}
	took, err := raceOn(vendor, few, some, clean)
	if err != nil {
		return err
	}
	row(fmt.Sprintf("%d vendor rules ÷ the %d of the article's vendor", ruleCount(beyond), ruleCount(others)), ratio(took[1], took[0]), "")
	row(fmt.Sprintf("all %d vendor rules ÷ those %d", ruleCount(nil), ruleCount(others)), ratio(took[2], took[0]), "")
	return nil
}

func ratio[T int | uint64 | float64 | time.Duration](a, b T) string {
	return fmt.Sprintf("%.2f", float64(a)/float64(b))
}
