package main

import (
	"context"
	"runtime"
	"sync"
)

// How much is under way at once: enough to keep every processor busy while one
// long article holds up the order, little enough to keep memory constant.
const (
	tasksPerProcessor = 8
	bytesUnderWay     = 8 << 20
)

// ballastBytes are allocated and never touched, so that they are counted but
// take no memory: articles leave next to nothing alive, and a collector that
// waits only for the heap to double would then run for every few of them, and
// stop every processor each time.
const ballastBytes = 16 << 20

// inOrder does work on all that next yields, on every processor, and hands the
// results to emit in the order of next. It calls idle before it waits, and at
// the end.
//
// When ctx is done or emit fails nothing new is begun; what is under way is
// finished, and still emitted unless it was emit that failed. Next runs on a
// goroutine that is left behind if it blocks at that moment, because a read
// from a terminal or a pipe cannot be called off.
func inOrder[T, R any](ctx context.Context, next func() (in T, size int, ok bool), work func(T) R, emit func(R) error, idle func() error) error {
	type task struct {
		in   T
		size int
		out  chan R
	}
	ballast := make([]byte, ballastBytes)
	defer runtime.KeepAlive(ballast)
	processors := runtime.GOMAXPROCS(0)
	most := processors * tasksPerProcessor
	ordered, todo := make(chan *task, most), make(chan *task, most)
	g := newGate(most, bytesUnderWay, func() { close(ordered); close(todo) })
	defer context.AfterFunc(ctx, g.close)()

	go func() {
		defer g.close()
		for {
			in, size, ok := next()
			if !ok {
				return
			}
			t := &task{in: in, size: size, out: make(chan R, 1)}
			// Neither send blocks: the gate lets in no more than the channels hold.
			if !g.enter(size, func() { ordered <- t; todo <- t }) {
				return
			}
		}
	}()
	for range processors {
		go func() {
			for t := range todo {
				t.out <- work(t.in)
			}
		}()
	}

	var failed error
	fail := func(err error) {
		if err != nil && failed == nil {
			failed = err
			g.close()
		}
	}
	for {
		t, ok := receive(ordered, func() { fail(idle()) })
		if !ok {
			fail(idle())
			return failed
		}
		r, _ := receive(t.out, func() { fail(idle()) })
		g.leave(t.size)
		if failed == nil {
			fail(emit(r))
		}
	}
}

// receive calls idle where c has nothing to give at once.
func receive[T any](c <-chan T, idle func()) (v T, ok bool) {
	select {
	case v, ok = <-c:
	default:
		idle()
		v, ok = <-c
	}
	return v, ok
}

// A gate bounds what is under way by number and by bytes. Something larger than
// all the bytes there are gets in when it is alone.
type gate struct {
	mu      sync.Mutex
	changed sync.Cond

	most, bytes int // free
	inside      int
	closed      bool
	onClose     func()
}

func newGate(most, bytes int, onClose func()) *gate {
	g := &gate{most: most, bytes: bytes, onClose: onClose}
	g.changed.L = &g.mu
	return g
}

// enter waits for room and calls begin, or returns false where the gate is closed.
func (g *gate) enter(size int, begin func()) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	for !g.closed && (g.most == 0 || g.inside > 0 && size > g.bytes) {
		g.changed.Wait()
	}
	if g.closed {
		return false
	}
	g.most--
	g.inside++
	g.bytes -= size
	begin()
	return true
}

func (g *gate) leave(size int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.most++
	g.inside--
	g.bytes += size
	g.changed.Signal()
}

func (g *gate) close() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.closed {
		g.closed = true
		g.onClose()
		g.changed.Broadcast()
	}
}
