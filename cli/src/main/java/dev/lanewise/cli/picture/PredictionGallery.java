package dev.lanewise.cli.picture;

import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.model.Prediction;
import dev.lanewise.engine.random.CounterRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Images of a data set with what a network says of them.
 *
 * @param data the images
 * @param predictions one for each image
 * @param names of the classes
 */
public record PredictionGallery(Dataset data, List<Prediction> predictions,
        List<String> names) {
    private static final int COLUMNS = 10;
    private static final int SAMPLES = 24;
    private static final int SAMPLE_COLUMNS = 8;
    private static final int MOST_MISTAKES = 100;
    private static final int MOST_CLASSES = 20;
    private static final int TILE_WIDTH = 84;
    private static final double PERCENT = 100;

    /** Keeps unmodifiable copies. */
    public PredictionGallery {
        predictions = List.copyOf(predictions);
        names = List.copyOf(names);
    }

    /** Width of a pixel for tiles of about one size. */
    static int scale(Dataset data) {
        return Math.max(1, TILE_WIDTH / data.shape().width());
    }

    /**
     * Two images of each class that were classified right: one drawn by a seed, and the one of which
     * the network was least sure.
     */
    public Gallery right(String subject, long seed) {
        int[] order = new CounterRandom(seed, CounterRandom.Purpose.SHOWN, 0)
                .permutation(data.size());
        List<Tile> drawn = new ArrayList<>();
        List<Tile> doubtful = new ArrayList<>();
        for (int c = 0; c < Math.min(names.size(), MOST_CLASSES); c++) {
            int label = c;
            IntStream.of(order)
                    .filter(i -> data.label(i) == label && isRight(i))
                    .boxed()
                    .findFirst()
                    .ifPresent(i -> drawn.add(rightTile(i)));
            IntStream.range(0, data.size())
                    .filter(i -> data.label(i) == label && isRight(i))
                    .boxed()
                    .min(Comparator.comparingDouble(this::probability))
                    .ifPresent(i -> doubtful.add(rightTile(i)));
        }
        return new Gallery("Right answers", List.of(subject),
                List.of(section("drawn at random, one of each class", drawn),
                        section("right, but least sure: one of each class", doubtful)));
    }

    private Gallery.Section section(String heading, List<Tile> tiles) {
        return Gallery.Section.of(heading, COLUMNS, scale(data), tiles, 0);
    }

    private Tile rightTile(int index) {
        int label = predictions.get(index).label();
        return Tile.of(GreyImage.of(data.image(index)),
                List.of(names.get(label) + "  " + percent(index, label), "#" + index),
                Tile.Mark.RIGHT);
    }

    /** The images that the network got wrong, the most confident answers first. */
    public Gallery mistakes(String subject) {
        List<Integer> wrong = IntStream.range(0, data.size())
                .filter(i -> !isRight(i))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -probability(i)))
                .toList();
        String found = wrong.isEmpty() ? "none: every image was classified right"
                : wrong.size() <= MOST_MISTAKES ? "all " + wrong.size()
                        + ", the most confident first"
                        : "the " + MOST_MISTAKES + " most confident of "
                                + Numbers.grouped(wrong.size());
        Set<String> named = new HashSet<>();
        List<Tile> tiles = new ArrayList<>();
        for (int index : wrong.subList(0, Math.min(MOST_MISTAKES, wrong.size()))) {
            Tile tile = wrongTile(index);
            String id = mistakeId(data.label(index), predictions.get(index).label());
            tiles.add(named.add(id) ? tile.withId(id) : tile);
        }
        return new Gallery("Mistakes", List.of(subject, found),
                tiles.isEmpty() ? List.of() : List.of(section("", tiles)));
    }

    private Tile wrongTile(int index) {
        int label = predictions.get(index).label();
        int actual = data.label(index);
        return Tile.of(GreyImage.of(data.image(index)), List.of(
                "says " + names.get(label) + "  " + percent(index, label),
                "true " + names.get(actual) + "  " + percent(index, actual), "#" + index),
                Tile.Mark.WRONG);
    }

    /** The name of the first mistake of a kind, which a page can lead to. */
    public static String mistakeId(int actual, int predicted) {
        return "mistake-" + actual + "-" + predicted;
    }

    private boolean isRight(int index) {
        return predictions.get(index).label() == data.label(index);
    }

    private double probability(int index) {
        Prediction prediction = predictions.get(index);
        return prediction.probabilities()[prediction.label()];
    }

    private String percent(int index, int label) {
        return Numbers.fixed(PERCENT * predictions.get(index).probabilities()[label], 1) + " %";
    }

    /** Some training images with their labels, drawn by a seed: what a network is fed. */
    public static Gallery samples(Dataset data, List<String> names, String subject, long seed) {
        int[] order = new CounterRandom(seed, CounterRandom.Purpose.SHOWN, 1)
                .permutation(data.size());
        List<Tile> tiles = IntStream.of(order)
                .limit(SAMPLES)
                .mapToObj(i -> Tile.of(GreyImage.of(data.image(i)),
                        List.of(names.get(data.label(i)), "#" + i), Tile.Mark.NONE))
                .toList();
        return new Gallery("Training images", List.of(subject, Numbers.counted(tiles.size(),
                "image") + " drawn at random, as the network is fed them in the first epoch"),
                List.of(Gallery.Section.of("", SAMPLE_COLUMNS, scale(data), tiles, 0)));
    }
}
