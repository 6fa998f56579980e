package main

import (
	"context"
	"errors"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// numbers yields 0 to n-1, each of the given size.
func numbers(n, size int) func() (int, int, bool) {
	i := -1
	return func() (int, int, bool) { i++; return i, size, i < n }
}

func nothing() error { return nil }

func TestInOrderKeepsOrder(t *testing.T) {
	var got []int
	work := func(i int) int {
		time.Sleep(time.Duration(i*7919%13) * 100 * time.Microsecond)
		return i
	}
	err := inOrder(t.Context(), numbers(500, 1), work, func(i int) error { got = append(got, i); return nil }, nothing)
	require.NoError(t, err)
	require.Len(t, got, 500)
	for i, n := range got {
		require.Equal(t, i, n)
	}
}

func TestInOrderIsBounded(t *testing.T) {
	for _, tt := range []struct {
		name string
		size int
		most int64
	}{
		{"by number", 1, int64(runtime.GOMAXPROCS(0) * tasksPerProcessor)},
		{"by bytes", bytesUnderWay / 2, 2},
		{"one that is too large, alone", bytesUnderWay * 3, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var begun, peak, done atomic.Int64
			work := func(i int) int {
				peak.Store(max(peak.Load(), begun.Add(1)-done.Load()))
				return i
			}
			emit := func(int) error {
				time.Sleep(100 * time.Microsecond) // slower than the work
				done.Add(1)
				return nil
			}
			require.NoError(t, inOrder(t.Context(), numbers(200, tt.size), work, emit, nothing))
			assert.EqualValues(t, 200, done.Load())
			// One more than is under way may have begun: the one being emitted is not.
			assert.LessOrEqual(t, peak.Load(), tt.most+1)
		})
	}
}

func TestInOrderFinishesWhatIsUnderWay(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var begun, emitted atomic.Int64
	work := func(i int) int {
		begun.Add(1)
		time.Sleep(time.Millisecond)
		return i
	}
	emit := func(i int) error {
		if emitted.Add(1) == 5 {
			cancel()
		}
		return nil
	}
	require.NoError(t, inOrder(ctx, numbers(1_000_000, 1), work, emit, nothing))
	assert.Equal(t, begun.Load(), emitted.Load())
	assert.Less(t, emitted.Load(), int64(1000))
}

func TestInOrderStopsWhereNobodyListens(t *testing.T) {
	full := errors.New("disk full")
	calls := 0
	emit := func(int) error { calls++; return full }
	err := inOrder(t.Context(), numbers(1_000_000, 1), func(i int) int { return i }, emit, nothing)
	assert.ErrorIs(t, err, full)
	assert.Equal(t, 1, calls)
}

// The goroutine that reads may be in the middle of a read for ever.
func TestInOrderLeavesABlockedReader(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	block := make(chan struct{})
	defer close(block)
	i := 0
	next := func() (int, int, bool) {
		if i++; i > 3 {
			cancel()
			<-block
		}
		return i, 1, true
	}
	var got []int
	err := inOrder(ctx, next, func(i int) int { return i }, func(i int) error { got = append(got, i); return nil }, nothing)
	require.NoError(t, err)
	assert.Equal(t, []int{1, 2, 3}, got)
}
