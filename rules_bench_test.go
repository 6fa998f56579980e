package htmlclean

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// BenchmarkRules cleans an article with ten rules and with all built-in ones in
// turn, so that what else the machine does falls on both alike: "more-%" is what
// hundreds of rules cost more than ten. The ten are of the vendor the article is
// from, and do to it what all do but for one of its boxes.
func BenchmarkRules(b *testing.B) {
	ten, all := Options{}, Options{}
	rows := 0
	for _, set := range RuleSets() {
		rows += len(set.Rules)
		ten.Without = append(ten.Without, set.Name)
		if set.Name == "zaker" {
			set.Rules = slices.DeleteFunc(set.Rules, func(row Rule) bool {
				return slices.Contains([]string{"subheading", "quote", "video", "recommended"}, row.Name)
			})
			ten.Rules = []RuleSet{set}
		}
	}
	require.Greater(b, rows, 300)
	for _, row := range ten.Rules {
		require.Len(b, row.Rules, 10)
	}
	few, err := New(ten)
	require.NoError(b, err)
	many, err := New(all)
	require.NoError(b, err)
	for name, src := range benchInputs(b) {
		b.Run(name, func(b *testing.B) {
			var ratios []float64
			for b.Loop() {
				var took [2]time.Duration
				for i, c := range []*Cleaner{few, many, many, few} {
					start := time.Now()
					_, err := c.Clean(Article{HTML: src})
					require.NoError(b, err)
					took[i&1^i>>1] += time.Since(start)
				}
				ratios = append(ratios, float64(took[1])/float64(took[0]))
			}
			slices.Sort(ratios)
			b.ReportMetric(100*(ratios[len(ratios)/2]-1), "more-%")
		})
	}
}
