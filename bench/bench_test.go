package main

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/htmlclean/htmlclean"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestMain lets the test's binary be the process that peakOf starts.
func TestMain(m *testing.M) {
	if slices.Contains(os.Args, "-peak") {
		main()
		return
	}
	m.Run()
}

// BenchmarkContestants times each contestant on each input, by names that
// benchstat can compare:
//
//	go test -bench . -count 10 >new.txt
//	benchstat -col /contestant new.txt
//	benchstat old.txt new.txt
func BenchmarkContestants(b *testing.B) {
	all, field := everything(b)
	for _, in := range all {
		for _, c := range field {
			b.Run("input="+in.name+"/contestant="+c.name, func(b *testing.B) { measured(b, c, in) })
		}
	}
}

func BenchmarkOptions(b *testing.B) {
	all, _ := everything(b)
	for _, bench := range []struct {
		name string
		opt  htmlclean.Options
	}{
		{"none", htmlclean.Options{}},
		{"report", htmlclean.Options{Report: true}},
		{"zaker-rules", htmlclean.Options{Without: allSetsBut("zaker")}},
		{"no-rules", htmlclean.Options{Without: allSetsBut("")}},
		{"keep-proxies", htmlclean.Options{KeepProxies: true, KeepTracking: true}},
	} {
		c, err := cleaner(bench.name, bench.opt)
		require.NoError(b, err)
		b.Run("options="+bench.name, func(b *testing.B) { measured(b, c, named(all, "zaker-16KB")) })
	}
}

func BenchmarkParallel(b *testing.B) {
	all, field := everything(b)
	in := named(all, "zaker-16KB")
	for _, c := range field[:2] {
		b.Run("contestant="+c.name, func(b *testing.B) {
			b.SetBytes(int64(in.size()))
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					assert.NoError(b, c.clean(in))
				}
			})
		})
	}
}

func measured(b *testing.B, c contestant, in input) {
	b.SetBytes(int64(in.size()))
	b.ReportAllocs()
	for b.Loop() {
		require.NoError(b, c.clean(in))
	}
}

func everything(t testing.TB) ([]input, []contestant) {
	all, err := inputs("..")
	require.NoError(t, err)
	field, err := contestants()
	require.NoError(t, err)
	return all, field
}

// Every contestant finds something to return in every input, and the inputs are
// what their names say: a race against one that gave up would be no race.
func TestContestantsDoTheWork(t *testing.T) {
	all, field := everything(t)
	for _, in := range all {
		for i, c := range field {
			if testing.Short() && in.size() > mB {
				continue
			}
			written := 0
			for _, article := range in.articles {
				out, err := c.run(article)
				if !in.real || !errors.Is(err, errNoArticle) {
					require.NoError(t, err, "%s on %s", c.name, in.name)
				}
				written += len(out)
			}
			assert.Greater(t, written, in.size()/20, "%s on %s", c.name, in.name)
			if i == 0 && !in.real {
				assert.InEpsilon(t, in.size(), written, 0.1, "the floor leaves %s as it is", in.name)
			}
		}
	}
	again, _ := everything(t)
	assert.Equal(t, all, again, "the inputs differ from run to run")
	for name, size := range map[string]int{"zaker-16KB": 16 * kB, "zaker-50KB": 50 * kB, "zaker-500KB": 500 * kB, "zaker-5MB": 5 * mB, "mixed-50KB": 50 * kB, "mixed-500KB": 500 * kB, "mixed-5MB": 5 * mB} {
		assert.InEpsilon(t, size, named(all, name).size(), 0.2, name)
	}
}

// The table has all its figures, however short the race; how large they are is
// for readers, not for a test.
func TestTable(t *testing.T) {
	if testing.Short() {
		t.Skip("large inputs take seconds")
	}
	defer func(c, s pace) { cost, speed = c, s }(cost, speed)
	cost.sample, cost.rounds, speed.rounds = 0, 1, 1
	var b strings.Builder
	all, field := everything(t)
	require.NoError(t, compare(&b, all[:1], field))
	require.NoError(t, alone(&b, "..", all, field))
	table := b.String()
	for _, about := range []string{"floor", "htmlclean", "bluemonday", "go-readability", "go-trafilatura", "peak memory", "throughput", "with a report", "vendor rules"} {
		assert.Contains(t, table, about)
	}
	assert.Contains(t, table, "| "+all[0].about+" | ")
	for _, broken := range []string{"NaN", "Inf", "not measured", "| 0.00"} {
		assert.NotContains(t, table, broken)
	}
}
