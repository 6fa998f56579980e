package htmlclean

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A node more or less, and Go rounds each chunk up, or each has room for one more.
func TestChunksFillTheirSizeClass(t *testing.T) {
	const class, header = 32 << 10, 8
	for size, count := range map[uintptr]uintptr{reflect.TypeFor[node]().Size(): nodesInChunk, reflect.TypeFor[attribute]().Size(): attrsInChunk} {
		assert.LessOrEqual(t, size*count+header, uintptr(class))
		assert.Greater(t, size*(count+1)+header, uintptr(class))
	}
}

// The memory that a large article's tree takes at once is no more than markup can
// fill, and is given back: an arena keeps what usual articles need.
func TestArenaReserves(t *testing.T) {
	for _, tt := range []struct {
		name, src string
		reserves  bool
	}{
		{"an article", strings.Repeat("<p>The ferry was <b>late</b>.</p>\n", 100), false},
		{"a large one", strings.Repeat("<p>The ferry was <b>late</b> again, as ever.</p>\n", 40000), true},
		{"signs", strings.Repeat("< ", 100000), false},
		{"many signs", strings.Repeat("<", 2<<20), true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := New(Options{})
			require.NoError(t, err)
			j := c.newJob(context.Background(), "")
			j.parseDirect(tt.src)
			largest := 0
			for _, chunk := range j.nodes.chunks {
				largest = max(largest, len(chunk))
			}
			assert.Equal(t, tt.reserves, largest > nodesInChunk)
			assert.LessOrEqual(t, largest, max(len(tt.src)/16, nodesInChunk))
			a := j.arena
			j.release()
			assert.LessOrEqual(t, len(a.nodes.chunks), keptChunks)
			for _, chunk := range a.nodes.chunks {
				assert.Len(t, chunk, nodesInChunk)
				for i := range chunk {
					assert.True(t, reflect.ValueOf(chunk[i]).IsZero(), "a node of the article before is handed out")
				}
			}
		})
	}
}
