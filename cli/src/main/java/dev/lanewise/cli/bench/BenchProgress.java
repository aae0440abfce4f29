package dev.lanewise.cli.bench;

import dev.lanewise.bench.harness.Progress;
import dev.lanewise.cli.terminal.ColorChoice;
import dev.lanewise.cli.terminal.ProgressLine;
import dev.lanewise.cli.terminal.Terminal;
import java.io.PrintWriter;

/**
 * Shows on {@code err} what is measured: on a terminal one line that is rewritten in place and
 * goes away at the end, else one line each.
 */
final class BenchProgress implements Progress, AutoCloseable {
    private final Terminal terminal;
    private final PrintWriter err;
    private boolean open;

    BenchProgress(Terminal terminal) {
        this.terminal = terminal;
        this.err = terminal.err();
    }

    @Override
    public void onNext(String what, int done, int all) {
        ProgressLine line = new ProgressLine(terminal, terminal.errStyle(ColorChoice.AUTO))
                .text(0, "Measured " + done + "/" + all)
                .bar(2, (double) done / all)
                .text(1, "now " + what);
        if (terminal.rewritesLines()) {
            err.print("\r" + line.fitted() + "\r");
            open = true;
        } else {
            err.println(line.whole());
        }
        err.flush();
    }

    /** Wipes the line. */
    @Override
    public void close() {
        if (open) {
            err.print("\r" + " ".repeat(terminal.columns() - 1) + "\r");
            err.flush();
        }
    }
}
