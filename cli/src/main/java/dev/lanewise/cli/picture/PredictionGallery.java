package dev.lanewise.cli.picture;

import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.data.CounterRandom;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.model.Prediction;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Images of a data set with what a network says of them.
 *
 * @param data the images
 * @param predictions one for each image
 */
public record PredictionGallery(Dataset data, List<Prediction> predictions) {
    private static final int COLUMNS = 6;
    private static final int RANDOM = 24;
    private static final int MISTAKES = 36;
    private static final int TILE_WIDTH = 112;
    private static final double PERCENT = 100;

    /** Keeps an unmodifiable copy of the predictions. */
    public PredictionGallery {
        predictions = List.copyOf(predictions);
    }

    /** Width of a pixel for tiles of about one size. */
    static int scale(Dataset data) {
        return Math.max(1, TILE_WIDTH / data.shape().width());
    }

    /** Images drawn by a seed. */
    public BufferedImage random(String subject, long seed) {
        int[] order = new CounterRandom(seed, CounterRandom.Purpose.SHOWN, 0)
                .permutation(data.size());
        List<Integer> chosen = IntStream.of(order).limit(RANDOM).boxed().toList();
        long right = chosen.stream().filter(this::isRight).count();
        return draw("Predictions", List.of(subject,
                right + " of " + chosen.size() + " random images right"), chosen);
    }

    /** The images that the network got wrong, those first of which it is surest. */
    public BufferedImage mistakes(String subject) {
        List<Integer> wrong = IntStream.range(0, data.size())
                .filter(i -> !isRight(i))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -probability(i)))
                .toList();
        String found = wrong.isEmpty() ? "none: every image was classified right"
                : wrong.size() <= MISTAKES ? "all " + wrong.size() + ", the surest first"
                        : "the surest " + MISTAKES + " of " + Numbers.grouped(wrong.size());
        return draw("Mistakes", List.of(subject, found),
                wrong.subList(0, Math.min(MISTAKES, wrong.size())));
    }

    private boolean isRight(int index) {
        return predictions.get(index).label() == data.label(index);
    }

    private double probability(int index) {
        Prediction prediction = predictions.get(index);
        return prediction.probabilities()[prediction.label()];
    }

    private BufferedImage draw(String title, List<String> subtitle, List<Integer> indices) {
        List<Tile> tiles = new ArrayList<>();
        for (int index : indices) {
            boolean right = isRight(index);
            String answer = "pred " + predictions.get(index).label() + ", true "
                    + data.label(index);
            tiles.add(Tile.of(GreyImage.of(data.image(index)), List.of(answer,
                    Numbers.fixed(PERCENT * probability(index), 1) + " %  #" + index),
                    right ? Tile.Mark.RIGHT : Tile.Mark.WRONG));
        }
        return new Gallery(title, subtitle,
                tiles.isEmpty() ? List.of()
                        : List.of(new Gallery.Section("", COLUMNS, scale(data), tiles, 0)))
                .draw();
    }

    /** Some images of a data set with their labels, drawn by a seed: what a network is fed. */
    public static BufferedImage samples(Dataset data, String subject, long seed) {
        int[] order = new CounterRandom(seed, CounterRandom.Purpose.SHOWN, 1)
                .permutation(data.size());
        List<Tile> tiles = IntStream.of(order)
                .limit(RANDOM)
                .mapToObj(i -> Tile.of(GreyImage.of(data.image(i)),
                        List.of("label " + data.label(i)), Tile.Mark.NONE))
                .toList();
        return new Gallery("Samples", List.of(subject),
                List.of(new Gallery.Section("", COLUMNS, scale(data), tiles, 0))).draw();
    }
}
