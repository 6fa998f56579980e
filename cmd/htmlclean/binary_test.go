//go:build unix

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// These tests run the real program: what a process does with signals, closed
// pipes and the permissions of files cannot be seen from within.

var binary = sync.OnceValues(func() (path string, err error) {
	if path, err = os.MkdirTemp("", "htmlclean-bin"); err != nil {
		return "", err
	}
	if err = os.Chmod(path, 0o755); err != nil {
		return "", err
	}
	path = filepath.Join(path, "htmlclean")
	if out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return path, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if path, err := binary(); err == nil {
		os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

func program(t *testing.T, args ...string) (*exec.Cmd, *bytes.Buffer) {
	t.Helper()
	path, err := binary()
	require.NoError(t, err)
	cmd := exec.Command(path, args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	return cmd, &stderr
}

// asNobody runs cmd without root's right to do everything, on files below dir.
func asNobody(t *testing.T, cmd *exec.Cmd, dir string) {
	t.Helper()
	if os.Getuid() != 0 {
		return
	}
	const nobody = 65534
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	for d := dir; d != os.TempDir() && d != "/"; d = filepath.Dir(d) {
		require.NoError(t, os.Chmod(d, 0o755))
	}
}

func TestBinaryReadsAndWrites(t *testing.T) {
	cmd, stderr := program(t)
	cmd.Stdin = strings.NewReader(post)
	out, err := cmd.Output()
	require.NoError(t, err)
	assert.Equal(t, post, string(out))
	assert.Empty(t, stderr.String())
}

func TestBinaryPipeClosedEarly(t *testing.T) {
	for _, args := range [][]string{{"-jsonl"}, {"-explain", "-jsonl"}} {
		cmd, stderr := program(t, args...)
		in := &generator{line: jsonLine(4000), left: 1 << 40}
		cmd.Stdin = in
		cmd.WaitDelay = 10 * time.Second
		out, err := cmd.StdoutPipe()
		require.NoError(t, err)
		require.NoError(t, cmd.Start())
		first, err := bufio.NewReader(out).ReadString('\n')
		require.NoError(t, err)
		assert.Contains(t, first, `{"id":1,"html":"`)
		require.NoError(t, out.Close())

		cmd.Wait()
		assert.Equal(t, 1, cmd.ProcessState.ExitCode(), "it ends, and is not killed")
		if len(args) == 1 {
			assert.Empty(t, stderr.String(), "and is quiet")
		}
	}
}

func TestBinaryUnreadableFile(t *testing.T) {
	dir := t.TempDir()
	secret := write(t, dir, "a.html", dirty)
	open := write(t, dir, "b.html", dirty)
	require.NoError(t, os.Chmod(secret, 0))
	cmd, stderr := program(t, "-r", dir)
	asNobody(t, cmd, dir)
	out, err := cmd.Output()
	require.Error(t, err)
	assert.Equal(t, 1, cmd.ProcessState.ExitCode())
	assert.Equal(t, tidy, string(out), "%s is done all the same", open)
	assert.Equal(t, "htmlclean: "+secret+": open: permission denied\n", stderr.String())
}

func TestBinaryReadOnlyDirectory(t *testing.T) {
	dir := t.TempDir()
	name := write(t, dir, "a.html", dirty)
	cmd, stderr := program(t, "-w", name)
	asNobody(t, cmd, dir)
	require.NoError(t, os.Chmod(dir, 0o555))
	t.Cleanup(func() { os.Chmod(dir, 0o755) })
	require.Error(t, cmd.Run())
	assert.Equal(t, 1, cmd.ProcessState.ExitCode())
	assert.Equal(t, dirty, read(t, name))
	assert.Equal(t, "htmlclean: "+name+": open: permission denied\n", stderr.String())
}

// A stream of 200 MB goes through in memory that does not depend on its length.
func TestBinaryLongStreamInConstantMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("200 MB take some seconds")
	}
	const total = 200 << 20
	line := `{"id":1,"html":"` + strings.Repeat("<div><p>"+strings.Repeat("The lamp at the end of the pier was lit. ", 200)+"</p></div>", 10) + `"}` + "\n"
	cmd, stderr := program(t, "-jsonl")
	cmd.Stdin = &generator{line: line, left: total}
	var got counter
	cmd.Stdout = &got
	begin := time.Now()
	require.NoError(t, cmd.Run(), stderr)
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	peak := int64(usage.Maxrss)
	if runtime.GOOS != "darwin" { // others count in kilobytes
		peak <<= 10
	}
	t.Logf("%d MB in %.1f s, at most %d MB of memory", total>>20, time.Since(begin).Seconds(), peak>>20)
	assert.Equal(t, (total+len(line)-1)/len(line), got.lines)
	assert.Less(t, peak, int64(200<<20))
}

// jsonLine is an article of about n bytes as a line.
func jsonLine(n int) string {
	const paragraph = `<div class=\"zaker_div\"><p><zkspan>末</zkspan><zkspan>班</zkspan>车开走以后，<b>灯</b>还亮着。</p></div><p><img data-original=\"http://img.example/a.jpg\"></p>`
	return `{"id":1,"html":"` + strings.Repeat(paragraph, max(1, n/len(paragraph))) + `"}` + "\n"
}

// A generator is a stream of equal lines, of at least left bytes.
type generator struct {
	line    string
	pending string
	left    int
}

func (g *generator) Read(p []byte) (int, error) {
	if g.pending == "" {
		if g.left <= 0 {
			return 0, io.EOF
		}
		g.pending = g.line
		g.left -= len(g.line)
	}
	n := copy(p, g.pending)
	g.pending = g.pending[n:]
	return n, nil
}

type counter struct{ lines int }

func (c *counter) Write(p []byte) (int, error) {
	c.lines += bytes.Count(p, []byte("\n"))
	return len(p), nil
}

// Interrupted while it rewrites files, it leaves each of them as it was or
// clean, and nothing else.
func TestBinaryInterruptedRewrite(t *testing.T) {
	for _, sig := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		dir := t.TempDir()
		old := strings.Repeat(dirty, 2000)
		const files = 400
		for i := range files {
			write(t, dir, fmt.Sprintf("%03d.html", i), old)
		}
		cmd, stderr := program(t, "-r", "-w", dir)
		require.NoError(t, cmd.Start())
		first := filepath.Join(dir, "005.html")
		require.Eventually(t, func() bool { return read(t, first) != old }, 20*time.Second, time.Millisecond)
		require.NoError(t, cmd.Process.Signal(sig))
		require.Error(t, cmd.Wait())

		assert.Equal(t, 1, cmd.ProcessState.ExitCode())
		assert.Equal(t, "htmlclean: interrupted\n", stderr.String())
		clean := read(t, first)
		assert.True(t, strings.HasPrefix(clean, tidy))
		done := 0
		for i := range files {
			switch got := read(t, filepath.Join(dir, fmt.Sprintf("%03d.html", i))); got {
			case clean:
				done++
			case old:
			default:
				assert.Fail(t, "half a file", "%d bytes of %d", len(got), len(clean))
			}
		}
		assert.Less(t, done, files, "it was in the middle")
		assert.Empty(t, leftovers(t, dir))
	}
}

// Interrupted in a stream, it finishes the lines under way: the output is as
// many whole lines as were begun.
func TestBinaryInterruptedStream(t *testing.T) {
	cmd, stderr := program(t, "-jsonl")
	in, err := cmd.StdinPipe()
	require.NoError(t, err)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	r := bufio.NewReader(out)
	for range 3 {
		_, err := io.WriteString(in, jsonLine(4000))
		require.NoError(t, err)
		_, err = r.ReadString('\n')
		require.NoError(t, err)
	}
	// The input is still open: nobody says that there is no more.
	require.NoError(t, cmd.Process.Signal(os.Interrupt))
	rest, err := io.ReadAll(r)
	require.NoError(t, err)
	require.Error(t, cmd.Wait())
	assert.Empty(t, rest)
	assert.Equal(t, 1, cmd.ProcessState.ExitCode())
	assert.Equal(t, "htmlclean: interrupted\n", stderr.String())
}
