package dev.lanewise.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * One line made of parts, of which the least important are left out until it fits. A bar takes what
 * room remains. Not safe for use by several threads.
 */
public final class ProgressLine {
    private static final String GAP = "  ";
    private static final int SHORTEST_BAR = 8;
    private static final int LONGEST_BAR = 30;

    /** A part; the lower its rank, the longer it stays. A bar has no text. */
    private record Part(int rank, String text, boolean isBar) {

        int width() {
            return GAP.length() + (isBar ? SHORTEST_BAR : text.length());
        }
    }

    private final Terminal terminal;
    private final Style style;
    private final List<Part> parts = new ArrayList<>();
    private double done;

    /** An empty line for {@code err}. */
    public ProgressLine(Terminal terminal, Style style) {
        this.terminal = terminal;
        this.style = style;
    }

    /** Adds a text. */
    public ProgressLine text(int rank, String text) {
        parts.add(new Part(rank, text, false));
        return this;
    }

    /** Adds the bar, of which a share is done. */
    public ProgressLine bar(int rank, double share) {
        parts.add(new Part(rank, "", true));
        done = share;
        return this;
    }

    /** Everything but the bar, however long it gets. */
    public String whole() {
        StringBuilder line = new StringBuilder();
        for (Part part : parts) {
            if (!part.isBar()) {
                line.append(line.isEmpty() ? "" : GAP).append(part.text());
            }
        }
        return line.toString();
    }

    /** The line padded with blanks to exactly the terminal's width less one, whose last column makes some terminals wrap. */
    public String fitted() {
        int columns = terminal.columns() - 1;
        List<Part> kept = new ArrayList<>(parts);
        int used = used(kept);
        while (used > columns && kept.size() > 1) {
            kept.remove(leastImportant(kept));
            used = used(kept);
        }
        int room = Math.max(0, columns - used);
        int barWidth = Math.min(LONGEST_BAR, SHORTEST_BAR + room);
        StringBuilder line = new StringBuilder();
        for (Part part : kept) {
            line.append(line.isEmpty() ? "" : GAP)
                    .append(part.isBar() ? drawnBar(barWidth) : part.text());
            room -= part.isBar() ? barWidth - SHORTEST_BAR : 0;
        }
        return line.append(" ".repeat(Math.max(0, room))).toString();
    }

    private static int used(List<Part> parts) {
        int used = -GAP.length();
        for (Part part : parts) {
            used += part.width();
        }
        return used;
    }

    private static Part leastImportant(List<Part> parts) {
        Part least = parts.get(0);
        for (Part part : parts) {
            least = part.rank() > least.rank() ? part : least;
        }
        return least;
    }

    private String drawnBar(int width) {
        int filled = (int) Math.round(Math.clamp(done, 0.0, 1.0) * width);
        return style.good("━".repeat(filled)) + style.faint("┄".repeat(width - filled));
    }
}
