package dev.lanewise.cli.bench;

import dev.lanewise.bench.harness.Progress;
import dev.lanewise.cli.terminal.LiveLine;
import dev.lanewise.cli.terminal.ProgressLine;
import dev.lanewise.cli.terminal.Terminal;

/**
 * Shows on {@code err} what is measured: on a terminal one line that is rewritten in place and
 * goes away at the end, else one line each.
 */
final class BenchProgress implements Progress, AutoCloseable {
    private final Terminal terminal;
    private final LiveLine live;

    BenchProgress(Terminal terminal) {
        this.terminal = terminal;
        this.live = new LiveLine(terminal);
    }

    @Override
    public void onNext(String what, int done, int all) {
        ProgressLine line = new ProgressLine(terminal, terminal.errStyle())
                .value(0, "Measured ", done + "/" + all, "", 0)
                .bar(2, (double) done / all)
                .value(1, "now ", what, "", 0);
        if (terminal.rewritesLines()) {
            live.show(line.fitted());
        } else {
            terminal.err().println(line.whole());
            terminal.err().flush();
        }
    }

    /** Wipes the line. */
    @Override
    public void close() {
        live.wipe();
    }
}
