package dev.lanewise.cli.picture;

import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.data.Sample;
import dev.lanewise.engine.lenet1998.TableConv2d;
import dev.lanewise.engine.model.LayerOutput;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/** What a network learned and what it makes of an image. */
public final class NetworkPictures {
    private static final int FILTER_WIDTH = 60;
    private static final int MOST_FILTER_COLUMNS = 16;
    private static final int MAP_WIDTH = 84;
    private static final int MAPS_A_ROW = 8;
    private static final int BARS_WIDTH = 720;
    private static final int BARS_HEIGHT = 64;
    private static final int OUTPUT_WIDTH = 40;
    private static final double PERCENT = 100;
    /** A weight beyond this share of all has the strongest colour: one outlier would pale the rest. */
    private static final double CLIPPED = 0.98;

    private NetworkPictures() {}

    /** The filters of every convolution: a column for each output map, a row for each input map. */
    public static Gallery filters(Model model, String subtitle) {
        float[] parameters = model.parameters();
        List<Gallery.Section> sections = new ArrayList<>();
        for (Stage stage : Stage.of(model.network())) {
            Node node = stage.node();
            if (node.layer() instanceof Conv2d conv) {
                sections.addAll(filters(stage, conv, parameters, (out, in) -> true));
            } else if (node.layer() instanceof TableConv2d table) {
                sections.addAll(filters(stage, table.dense(), spread(node, table, parameters),
                        (out, in) -> table.table().get(out).contains(in)));
            }
        }
        return new Gallery("Learned filters", List.of(subtitle,
                "blue: negative weights, orange: positive; one scale within a layer, whose ends are"
                        + " the 98th percentile; grey: not connected"),
                sections);
    }

    /** Input maps one below the other, for as many output maps as fit side by side. */
    private static List<Gallery.Section> filters(Stage stage, Conv2d conv, float[] parameters,
            BiPredicate<Integer, Integer> connected) {
        int offset = stage.node().weight().offset();
        int inputs = stage.node().input().channels();
        int size = conv.kernelHeight() * conv.kernelWidth();
        double most = clipped(parameters, offset, offset + conv.outChannels() * inputs * size);
        int columns = Math.min(inputs == 1 ? MAPS_A_ROW : MOST_FILTER_COLUMNS,
                conv.outChannels());
        List<Gallery.Section> sections = new ArrayList<>();
        for (int first = 0; first < conv.outChannels(); first += columns) {
            int last = Math.min(conv.outChannels(), first + columns);
            List<Tile> tiles = new ArrayList<>();
            for (int in = 0; in < inputs; in++) {
                for (int out = first; out < last; out++) {
                    tiles.add(connected.test(out, in)
                            ? diverging(parameters, offset + (out * inputs + in) * size,
                                    conv.kernelWidth(), conv.kernelHeight(), most, List.of())
                            : Tile.absent(conv.kernelWidth(), conv.kernelHeight()));
                }
            }
            String heading = first > 0 ? ""
                    : stage.name() + " (" + stage.node().name()
                            + "): a column for each of " + conv.outChannels()
                            + " output maps, a row for "
                            + (inputs == 1 ? "the input" : "each of " + inputs + " input maps");
            sections.add(new Gallery.Section(heading, columns,
                    Math.max(1, (inputs == 1 ? MAP_WIDTH : FILTER_WIDTH * 2 / 3)
                            / conv.kernelWidth()),
                    tiles, first > 0 ? 0 : most, numbers(first, last), numbers(0, inputs)));
        }
        return sections;
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> Integer.toString(i + 1)).toList();
    }

    /** The parameters with those of the full convolution in place of the table-connected one's. */
    private static float[] spread(Node node, TableConv2d table, float[] parameters) {
        int size = table.kernel() * table.kernel();
        int from = node.weight().offset();
        float[] full = Arrays.copyOf(parameters,
                from + table.table().size() * node.input().channels() * size);
        Arrays.fill(full, from, full.length, 0f);
        for (int map = 0; map < table.table().size(); map++) {
            for (int input : table.table().get(map)) {
                System.arraycopy(parameters, from, full, node.weight().offset()
                        + (map * node.input().channels() + input) * size, size);
                from += size;
            }
        }
        return full;
    }

    /** The absolute value that all but a few of those that are not 0 stay below. */
    static double clipped(float[] values, int from, int to) {
        double[] sorted = IntStream.range(from, to)
                .mapToDouble(i -> Math.abs(values[i]))
                .filter(v -> v > 0)
                .sorted()
                .toArray();
        return sorted.length == 0 ? 0
                : sorted[Math.min(sorted.length - 1, (int) (CLIPPED * sorted.length))];
    }

    private static double largest(float[] values) {
        double most = 0;
        for (float value : values) {
            most = Math.max(most, Math.abs(value));
        }
        return most;
    }

    private static Tile diverging(float[] values, int from, int width, int height, double most,
            List<String> caption) {
        return Tile.of(width, height, shares(values, from, width * height, most),
                Palette::diverging, caption, Tile.Mark.NONE);
    }

    private static double[] shares(float[] values, int from, int count, double most) {
        double[] shares = new double[count];
        for (int i = 0; i < count; i++) {
            shares[i] = most == 0 ? 0 : values[from + i] / most;
        }
        return shares;
    }

    /**
     * What each stage makes of one image, as the next one sees it, and the probabilities at its end.
     *
     * @param probabilities one for each class
     * @param names of the classes
     */
    public static Gallery activations(Model model, Sample sample, float[] probabilities,
            List<String> names, String subtitle) {
        List<Gallery.Section> sections = new ArrayList<>();
        GreyImage image = GreyImage.of(sample);
        sections.add(Gallery.Section.of("Input " + image.height() + "×" + image.width(), 1,
                Math.max(1, 2 * MAP_WIDTH / image.width()),
                List.of(Tile.of(image, List.of(), Tile.Mark.NONE)), 0));
        List<LayerOutput> outputs = model.layerOutputs(sample);
        List<Stage> stages = Stage.of(model.network());
        for (Stage stage : stages) {
            LayerOutput seen = outputs.get(stage.seen());
            boolean isEnd = stage.seen() == stages.getLast().seen() && !stage.hasMaps();
            if (!isEnd) {
                sections.add(stage.hasMaps() ? maps(stage, seen) : units(stage, seen));
            }
        }
        sections.add(answers(probabilities, names));
        return new Gallery("Feature maps", List.of(subtitle,
                "blue: below zero, orange: above; one scale within a layer"), sections);
    }

    private static String heading(Stage stage, LayerOutput seen) {
        String name = stage.node().name();
        return stage.name() + " (" + name
                + (seen.node().name().equals(name) ? "" : ", " + seen.node().name()) + "), ";
    }

    private static Gallery.Section maps(Stage stage, LayerOutput output) {
        Shape shape = output.node().output();
        double most = largest(output.values());
        List<Tile> tiles = new ArrayList<>();
        int size = shape.height() * shape.width();
        for (int c = 0; c < shape.channels(); c++) {
            tiles.add(diverging(output.values(), c * size, shape.width(), shape.height(), most,
                    List.of(Integer.toString(c + 1))));
        }
        return Gallery.Section.of(heading(stage, output) + shape, MAPS_A_ROW,
                Math.max(1, MAP_WIDTH / shape.width()), tiles, most);
    }

    private static Gallery.Section units(Stage stage, LayerOutput output) {
        int count = output.values().length;
        double most = largest(output.values());
        Tile bars = Tile.bars(shares(output.values(), 0, count, most),
                Math.clamp(BARS_WIDTH / count - 1, 1, MAPS_A_ROW), BARS_HEIGHT, List.of());
        return Gallery.Section.of(heading(stage, output) + Numbers.counted(count, "unit"), 1, 1,
                List.of(bars), most);
    }

    private static Gallery.Section answers(float[] probabilities, List<String> names) {
        List<Tile> tiles = new ArrayList<>();
        for (int c = 0; c < probabilities.length; c++) {
            tiles.add(Tile.bars(new double[]{probabilities[c]}, OUTPUT_WIDTH, 2 * BARS_HEIGHT,
                    List.of(names.get(c),
                            Numbers.fixed(PERCENT * probabilities[c], 1) + " %"))
                    .upperHalf());
        }
        return Gallery.Section.of("Output: probability of each class",
                Math.min(MOST_FILTER_COLUMNS, tiles.size()), 1, tiles, 0);
    }
}
