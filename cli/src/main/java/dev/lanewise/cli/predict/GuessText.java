package dev.lanewise.cli.predict;

import dev.lanewise.cli.picture.GreyImage;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.cli.terminal.Style;
import dev.lanewise.cli.terminal.TerminalImage;
import dev.lanewise.engine.text.Quoted;
import java.util.ArrayList;
import java.util.List;

/**
 * Guesses in words and pictures for a terminal.
 *
 * @param style its colours
 * @param columns its width
 * @param nameWidth width of the column of names
 * @param noun what a class is: digit, or class where the model knows something else
 * @param classes names of the classes
 */
record GuessText(Style style, int columns, int nameWidth, String noun, List<String> classes) {
    private static final String IMAGE = "image";
    private static final String PROBABILITY = "probability";
    private static final int PERCENT = 100;
    private static final double ALMOST_ALL = 0.9995;
    private static final int BAR = 18;
    private static final int PERCENT_WIDTH = 7;
    private static final String GAP = "  ";

    /** What stands above the columns. */
    String header() {
        return style.faint(padded(IMAGE, nameWidth) + GAP + noun + GAP + PROBABILITY);
    }

    /** A line for an image: name, digits, probability, and what else is to be known of them. */
    String line(Reading reading) {
        String text = reading.text(classes);
        boolean sure = reading.digits().stream().allMatch(Guess::sure);
        StringBuilder line = new StringBuilder(padded(Quoted.escaped(reading.name()), nameWidth))
                .append(GAP)
                .append(sure ? style.good(text) : style.strong(text))
                .append(" ".repeat(Math.max(0, noun.length() - text.length())))
                .append(GAP)
                .append(percent(reading.probability()));
        for (int i = 0; i < reading.digits().size(); i++) {
            String place = reading.digits().size() == 1 ? "" : noun + " " + (i + 1) + " ";
            Guess digit = reading.digits().get(i);
            if (!digit.sure()) {
                line.append(GAP).append(place).append(doubt(digit));
            } else if (digit.close()) {
                line.append(style.faint(GAP + place + "then " + second(digit)));
            }
            if (digit.wrong()) {
                line.append(GAP).append("✗ label ").append(name(digit.image().sample().label()));
            }
        }
        return line.toString();
    }

    /** A label that the model doesn't have keeps its number. */
    private String name(int label) {
        return label < classes.size() ? classes.get(label) : Integer.toString(label);
    }

    private String doubt(Guess digit) {
        return "unsure: " + name(digit.label())
                + (digit.close() ? " or " + name(digit.runnerUp()) : "");
    }

    private String second(Guess digit) {
        int second = digit.runnerUp();
        return name(second) + GAP + percent(digit.prediction().probabilities()[second]);
    }

    /** A share in percent. Never all of it: no network is certain. */
    private static String percent(double share) {
        String text = share >= ALMOST_ALL ? ">99.9" : Numbers.fixed(share * PERCENT, 1);
        return " ".repeat(Math.max(0, PERCENT_WIDTH - 2 - text.length())) + text + " %";
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /** The image that the network saw and the probabilities as bars: side by side if both fit. */
    List<String> explanation(Guess guess) {
        GreyImage image = GreyImage.of(guess.image().sample());
        List<String> picture = new TerminalImage(style).lines(image.pixels(), image.width(),
                image.height());
        List<String> bars = bars(guess);
        int barWidth = labelWidth() + GAP.length() + BAR + GAP.length() + PERCENT_WIDTH;
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

    private int labelWidth() {
        return classes.stream().mapToInt(String::length).max().orElse(1);
    }

    private List<String> bars(Guess guess) {
        List<String> bars = new ArrayList<>();
        float[] probabilities = guess.prediction().probabilities();
        for (int c = 0; c < probabilities.length; c++) {
            int filled = Math.round(probabilities[c] * BAR);
            String bar = "█".repeat(filled);
            bars.add(padded(name(c), labelWidth()) + GAP
                    + (c == guess.label() ? style.good(bar) : bar)
                    + style.faint("┄".repeat(BAR - filled)) + GAP + percent(probabilities[c]));
        }
        return bars;
    }
}
