package dev.lanewise.cli.predict;

import dev.lanewise.cli.picture.GreyImage;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.cli.terminal.Style;
import dev.lanewise.cli.terminal.TerminalImage;
import dev.lanewise.engine.model.Quoted;
import java.util.ArrayList;
import java.util.List;

/**
 * Guesses in words and pictures for a terminal.
 *
 * @param style its colours
 * @param columns its width
 */
record GuessText(Style style, int columns) {
    private static final int DECIMALS = 4;
    private static final int BAR = 18;
    private static final String GAP = "  ";

    /** A line for an image: name, digit, probability, and the runner-up. */
    String line(Guess guess, int nameWidth) {
        String name = Quoted.escaped(guess.image().name());
        StringBuilder line = new StringBuilder(name)
                .append(" ".repeat(Math.max(0, nameWidth - name.length())))
                .append(GAP)
                .append(style.good(Integer.toString(guess.label())))
                .append(GAP)
                .append(Numbers.fixed(guess.probability(), DECIMALS));
        int second = guess.runnerUp();
        if (second >= 0) {
            line.append(style.faint(GAP + "then " + second + GAP + Numbers
                    .fixed(guess.prediction().probabilities()[second], DECIMALS)));
        }
        return line.toString();
    }

    /** The image that the network saw and the probabilities as bars: side by side if both fit. */
    List<String> explanation(Guess guess) {
        GreyImage image = GreyImage.of(guess.image().sample());
        List<String> picture = new TerminalImage(style).lines(image.pixels(), image.width(),
                image.height());
        List<String> bars = bars(guess);
        int barWidth = 1 + GAP.length() + BAR + GAP.length() + 2 + DECIMALS;
        List<String> lines = new ArrayList<>();
        if (image.width() + GAP.length() + barWidth >= columns) {
            lines.addAll(picture);
            lines.addAll(bars);
            return lines;
        }
        int above = Math.max(0, picture.size() - bars.size()) / 2;
        for (int i = 0; i < Math.max(picture.size(), above + bars.size()); i++) {
            String left = i < picture.size() ? picture.get(i) : " ".repeat(image.width());
            boolean beside = i >= above && i < above + bars.size();
            lines.add(beside ? left + GAP + bars.get(i - above) : left.stripTrailing());
        }
        return lines;
    }

    private List<String> bars(Guess guess) {
        List<String> bars = new ArrayList<>();
        float[] probabilities = guess.prediction().probabilities();
        for (int c = 0; c < probabilities.length; c++) {
            int filled = Math.round(probabilities[c] * BAR);
            String bar = "█".repeat(filled);
            bars.add(c + GAP + (c == guess.label() ? style.good(bar) : bar)
                    + style.faint("┄".repeat(BAR - filled)) + GAP
                    + Numbers.fixed(probabilities[c], DECIMALS));
        }
        return bars;
    }
}
