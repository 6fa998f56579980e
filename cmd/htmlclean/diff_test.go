package main

import (
	"fmt"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestUnifiedDiff(t *testing.T) {
	const twenty = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n"
	for _, tt := range []struct{ name, old, new, want string }{
		{"same", "a\n", "a\n", ""},
		{"from nothing", "", "a\nb\n", "@@ -0,0 +1,2 @@\n+a\n+b\n"},
		{"to nothing", "a\n", "", "@@ -1 +0,0 @@\n-a\n"},
		{"one line", "a\nb\nc\n", "a\nB\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"},
		{"no new line at the end", "a\nb", "a\nb\n", "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n"},
		{"three lines of context", twenty, strings.Replace(twenty, "10\n", "ten\n", 1),
			"@@ -7,7 +7,7 @@\n 7\n 8\n 9\n-10\n+ten\n 11\n 12\n 13\n"},
		{"two hunks", twenty, strings.NewReplacer("3\n4\n", "3\n", "18\n", "18\n18a\n").Replace(twenty),
			"@@ -1,7 +1,6 @@\n 1\n 2\n 3\n-4\n 5\n 6\n 7\n@@ -16,5 +15,6 @@\n 16\n 17\n 18\n+18a\n 19\n 20\n"},
		{"near changes in one hunk", "1\n2\n3\n4\n5\n6\n7\n8\n", "1\nb\n3\n4\n5\n6\nG\n8\n",
			"@@ -1,8 +1,8 @@\n 1\n-2\n+b\n 3\n 4\n 5\n 6\n-7\n+G\n 8\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			want := tt.want
			if want != "" {
				want = "diff a.orig a\n--- a.orig\n+++ a\n" + want
			}
			assert.Equal(t, want, string(unifiedDiff("a.orig", "a", tt.old, tt.new)))
		})
	}
}

// Patch has the last word: what it makes of the old text and the diff is the new
// text.
func TestUnifiedDiffIsAPatch(t *testing.T) {
	patch, err := exec.LookPath("patch")
	if err != nil {
		t.Skip("the patch program is not there")
	}
	dir := t.TempDir()
	rnd := rand.New(rand.NewPCG(1, 2))
	for n := range 120 {
		old, new := randomText(rnd, n), ""
		for l := range strings.Lines(old) {
			switch rnd.IntN(8) {
			case 0:
			case 1:
				new += randomText(rnd, 2) + l
			default:
				new += l
			}
		}
		if n%10 == 0 {
			new = strings.TrimSuffix(new, "\n")
		}
		if old == new {
			continue
		}
		file := write(t, dir, fmt.Sprintf("%d.txt", n), old)
		diff := write(t, dir, fmt.Sprintf("%d.diff", n), string(unifiedDiff("a", "b", old, new)))
		out, err := exec.Command(patch, "-s", "-o", filepath.Join(dir, "got"), file, diff).CombinedOutput()
		require.NoError(t, err, "%s\n%s", out, read(t, diff))
		require.Equal(t, new, read(t, filepath.Join(dir, "got")))
	}
}

func randomText(rnd *rand.Rand, lines int) string {
	var b strings.Builder
	for range lines {
		fmt.Fprintf(&b, "line %d\n", rnd.IntN(lines+lines/2+1))
	}
	return b.String()
}

// The work grows with the text, not with its square, even where nothing is shared.
func TestUnifiedDiffOfLongTexts(t *testing.T) {
	var old, new strings.Builder
	for i := range 200_000 {
		fmt.Fprintf(&old, "old %d\n", i)
		fmt.Fprintf(&new, "new %d\n", i)
		if i%1000 == 0 {
			old.WriteString("shared\n")
			new.WriteString("shared\n")
		}
	}
	got := string(unifiedDiff("a", "b", old.String(), new.String()))
	assert.Equal(t, 200_200, strings.Count(got, "\n-")-1, "all lines and the head's one")
	assert.Equal(t, 200_200, strings.Count(got, "\n+")-1)
}
