package htmlclean

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The Go code of README.md is the body of Example, line for line.
func TestReadmeCode(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	example, err := os.ReadFile("example_test.go")
	require.NoError(t, err)
	_, code, ok := strings.Cut(string(readme), "```go\n")
	require.True(t, ok)
	code, _, _ = strings.Cut(code, "```")
	assert.Contains(t, string(example), code)
}

// The article that opens README.md comes out as it says there.
func TestReadmeArticle(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	blocks := fence.FindAllStringSubmatch(string(readme), 2)
	require.Len(t, blocks, 2)
	got, err := HTML(blocks[0][2])
	require.NoError(t, err)
	assert.Equal(t, strings.TrimSuffix(blocks[1][2], "\n"), got)
}

// The table of vendors is made from the built-in sets and their fixtures.
func TestVendorTable(t *testing.T) {
	var table strings.Builder
	table.WriteString("| set | rules | fixtures | what is handled |\n|---|---|---|---|\n")
	for _, set := range RuleSets() {
		fixtures, err := filepath.Glob("testdata/" + set.Name + "--*")
		require.NoError(t, err)
		assert.NotEmpty(t, fixtures, "the set %s has no fixture", set.Name)
		fmt.Fprintf(&table, "| `%s` | %d | %d | %s |\n", set.Name, len(set.Rules), len(fixtures), set.About)
	}
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	before, rest, ok := strings.Cut(string(readme), "<!-- vendors: written by TestVendorTable -->\n")
	require.True(t, ok)
	old, after, ok := strings.Cut(rest, "<!-- /vendors -->\n")
	require.True(t, ok)
	if *update {
		require.NoError(t, os.WriteFile("README.md", []byte(before+"<!-- vendors: written by TestVendorTable -->\n"+table.String()+"<!-- /vendors -->\n"+after), 0o644))
		return
	}
	assert.Equal(t, table.String(), old, "run go test -run TestVendorTable -update")
}
