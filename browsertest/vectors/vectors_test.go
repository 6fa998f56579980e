package vectors

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAll(t *testing.T) {
	all := All()
	assert.GreaterOrEqual(t, len(all), 600)
	ids, markup := map[string]bool{}, map[string]string{}
	perFamily := map[string]int{}
	for _, v := range all {
		assert.False(t, ids[v.ID()], "two vectors are called %s", v.ID())
		ids[v.ID()] = true
		if twin := markup[v.HTML]; twin != "" {
			t.Errorf("%s and %s are the same markup %q", twin, v.ID(), v.HTML)
		}
		markup[v.HTML] = v.ID()
		perFamily[v.Family]++
		assert.NotContains(t, v.HTML, "%!", "%s: a format is wrong", v.ID())
		assert.NotEmpty(t, strings.TrimSpace(v.HTML), v.ID())
	}
	for _, f := range families {
		t.Logf("%4d %s", perFamily[f.name], f.name)
	}
	t.Logf("%4d in all", len(all))
}
