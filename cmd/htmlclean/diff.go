package main

import (
	"bytes"
	"fmt"
	"slices"
	"sort"
	"strings"
)

// contextLines is how many equal lines stand around a change.
const contextLines = 3

// unifiedDiff returns the difference of two texts as diff -u prints it, nil
// where there is none.
//
// It is a patience diff: lines that both texts hold exactly once are anchors;
// the longest sequence of anchors in the order of both is kept, and around each
// anchor the equal lines next to it. It is not always the shortest diff, but
// takes n log n time even for texts that share nothing.
func unifiedDiff(oldName, newName, old, new string) []byte {
	if old == new {
		return nil
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "diff %s %s\n--- %s\n+++ %s\n", oldName, newName, oldName, newName)
	x, y := splitLines(old), splitLines(new)
	runs := equalRuns(x, y)
	for len(runs) > 1 {
		// A hunk goes from within one run of equal lines to within a later one:
		// runs too short to part two hunks are inside it.
		last := 1
		for last < len(runs)-1 && runs[last].n <= 2*contextLines {
			last++
		}
		writeHunk(&out, x, y, runs[:last+1])
		runs = runs[last:]
	}
	return out.Bytes()
}

// A match says that n lines from x[i] equal those from y[j].
type match struct{ i, j, n int }

// equalRuns returns the lines that stay as runs, in order. The first begins and
// the last ends the texts; these two may be empty, and the others are as long
// as they can be.
func equalRuns(x, y []string) []match {
	runs := []match{{}}
	prefix := 0
	for prefix < len(x) && prefix < len(y) && x[prefix] == y[prefix] {
		prefix++
	}
	runs[0].n = prefix
	for _, a := range anchors(x, y) {
		last := &runs[len(runs)-1]
		if a.i < last.i+last.n {
			continue // already in a run
		}
		begin := a
		for begin.i > last.i+last.n && begin.j > last.j+last.n && x[begin.i-1] == y[begin.j-1] {
			begin.i--
			begin.j--
		}
		end := a
		for end.i < len(x) && end.j < len(y) && x[end.i] == y[end.j] {
			end.i++
			end.j++
		}
		begin.n = end.i - begin.i
		if begin.i == last.i+last.n && begin.j == last.j+last.n {
			last.n += begin.n
		} else {
			runs = append(runs, begin)
		}
	}
	last := &runs[len(runs)-1]
	if last.i+last.n == len(x) && last.j+last.n == len(y) && len(runs) > 1 {
		return runs
	}
	tail := match{i: len(x), j: len(y)}
	for tail.i > last.i+last.n && tail.j > last.j+last.n && x[tail.i-1] == y[tail.j-1] {
		tail.i--
		tail.j--
		tail.n++
	}
	return append(runs, tail)
}

// anchors returns the lines that are once in x and once in y: the longest
// sequence of them that is in order in both.
func anchors(x, y []string) []match {
	const unset, twice = -1, -2
	type place struct{ x, y int }
	places := make(map[string]place, len(x))
	for i, l := range x {
		if _, ok := places[l]; ok {
			places[l] = place{twice, unset}
		} else {
			places[l] = place{i, unset}
		}
	}
	for j, l := range y {
		if p, ok := places[l]; ok {
			if p.y == unset {
				p.y = j
			} else {
				p.y = twice
			}
			places[l] = p
		}
	}

	// Longest increasing subsequence of the places in y: tails[k] is the pair
	// that ends the best sequence of k+1 pairs so far.
	var pairs []match
	var tails, before []int
	for i, l := range x {
		p := places[l]
		if p.x != i || p.y < 0 {
			continue
		}
		k := sort.Search(len(tails), func(k int) bool { return pairs[tails[k]].j >= p.y })
		prev := -1
		if k > 0 {
			prev = tails[k-1]
		}
		pairs, before = append(pairs, match{i: i, j: p.y}), append(before, prev)
		if k == len(tails) {
			tails = append(tails, 0)
		}
		tails[k] = len(pairs) - 1
	}
	if len(tails) == 0 {
		return nil
	}
	var list []match
	for at := tails[len(tails)-1]; at >= 0; at = before[at] {
		list = append(list, pairs[at])
	}
	slices.Reverse(list)
	return list
}

// writeHunk writes what is between the first and the last of runs, with lines
// of these two as context.
func writeHunk(out *bytes.Buffer, x, y []string, runs []match) {
	first, last := runs[0], runs[len(runs)-1]
	lead, trail := min(first.n, contextLines), min(last.n, contextLines)
	shown := slices.Clone(runs)
	shown[0] = match{first.i + first.n - lead, first.j + first.n - lead, lead}
	shown[len(shown)-1].n = trail
	i, j := shown[0].i, shown[0].j
	fmt.Fprintf(out, "@@ -%s +%s @@\n", span(i, last.i+trail), span(j, last.j+trail))
	for _, r := range shown {
		writeLines(out, '-', x[i:r.i])
		writeLines(out, '+', y[j:r.j])
		writeLines(out, ' ', x[r.i:r.i+r.n])
		i, j = r.i+r.n, r.j+r.n
	}
}

// span is lines begin to end, which count from 0, as a hunk's head has it: an
// empty one is named by the line before it.
func span(begin, end int) string {
	switch end - begin {
	case 0:
		return fmt.Sprintf("%d,0", begin)
	case 1:
		return fmt.Sprint(begin + 1)
	}
	return fmt.Sprintf("%d,%d", begin+1, end-begin)
}

func writeLines(out *bytes.Buffer, mark byte, lines []string) {
	for _, l := range lines {
		out.WriteByte(mark)
		out.WriteString(l)
		if !strings.HasSuffix(l, "\n") {
			out.WriteString("\n\\ No newline at end of file\n")
		}
	}
}

// splitLines keeps the ends, so that a missing last one is a difference.
func splitLines(s string) []string {
	return slices.Collect(strings.Lines(s))
}
