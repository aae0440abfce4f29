package dev.lanewise.cli.picture;

import dev.lanewise.engine.data.Sample;
import dev.lanewise.engine.model.LayerOutput;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.AveragePool2d;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.MaxPool2d;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.nn.Subsample2d;
import dev.lanewise.engine.nn.TableConv2d;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a network learned and what it makes of a digit. */
public final class NetworkPictures {
    private static final int FILTER_WIDTH = 60;
    private static final int MOST_FILTER_COLUMNS = 16;
    private static final int MAP_WIDTH = 84;
    private static final int MAPS_A_ROW = 8;

    private NetworkPictures() {}

    /** The filters of every convolution: a column for each output map, a row for each input map. */
    public static BufferedImage filters(Model model, String subtitle) {
        float[] parameters = model.parameters();
        List<Gallery.Section> sections = new ArrayList<>();
        for (Node node : model.network().nodes()) {
            if (node.layer() instanceof Conv2d conv) {
                sections.add(filters(node, conv, parameters));
            } else if (node.layer() instanceof TableConv2d table) {
                sections.add(filters(node, table.dense(), spread(node, table, parameters)));
            }
        }
        return new Gallery("Learned filters", List.of(subtitle,
                "blue takes away, vermilion adds; the same scale within a layer"), sections)
                .draw();
    }

    private static Gallery.Section filters(Node node, Conv2d conv, float[] parameters) {
        Parameter weight = node.parameters().get(0);
        int inputs = node.input().channels();
        int size = conv.kernelHeight() * conv.kernelWidth();
        double most = largest(parameters, weight.offset(),
                weight.offset() + conv.outChannels() * inputs * size);
        List<Tile> tiles = new ArrayList<>();
        int columns = inputs == 1 ? Math.min(MAPS_A_ROW, conv.outChannels())
                : Math.min(MOST_FILTER_COLUMNS, conv.outChannels());
        // Input maps one below the other, for as many output maps as fit side by side.
        for (int first = 0; first < conv.outChannels(); first += columns) {
            int last = Math.min(conv.outChannels(), first + columns);
            for (int in = 0; in < inputs; in++) {
                for (int out = first; out < last; out++) {
                    int from = weight.offset() + (out * inputs + in) * size;
                    tiles.add(diverging(parameters, from, conv.kernelWidth(),
                            conv.kernelHeight(), most));
                }
            }
        }
        String heading = node.name() + ": " + conv.outChannels() + " output maps, a column each"
                + (inputs == 1 ? "" : "; " + inputs + " input maps, a row each");
        return new Gallery.Section(heading, columns,
                Math.max(1, (inputs == 1 ? MAP_WIDTH : FILTER_WIDTH * 2 / 3) / conv.kernelWidth()),
                tiles, most);
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

    private static double largest(float[] values, int from, int to) {
        double most = 0;
        for (int i = from; i < to; i++) {
            most = Math.max(most, Math.abs(values[i]));
        }
        return most;
    }

    private static Tile diverging(float[] values, int from, int width, int height, double most) {
        double[] shares = new double[width * height];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = most == 0 ? 0 : values[from + i] / most;
        }
        return Tile.of(width, height, shares, Palette::diverging, List.of(), Tile.Mark.NONE);
    }

    /**
     * The feature maps of one image, layer by layer, named as by LeCun et al. (1998): C for
     * convolutions; S for sub-sampling, shown as the next layer sees it, after the activation.
     */
    public static BufferedImage activations(Model model, Sample sample, String subtitle) {
        List<Gallery.Section> sections = new ArrayList<>();
        GreyImage image = GreyImage.of(sample);
        sections.add(new Gallery.Section(
                "Input " + image.height() + "×" + image.width(), 1,
                Math.max(1, 2 * MAP_WIDTH / image.width()),
                List.of(Tile.of(image, List.of(), Tile.Mark.NONE)), 0));
        List<LayerOutput> outputs = model.layerOutputs(sample);
        int number = 0;
        for (int i = 0; i < outputs.size(); i++) {
            Node node = outputs.get(i).node();
            if (node.layer() instanceof Conv2d || node.layer() instanceof TableConv2d) {
                sections.add(maps("C" + ++number + ": " + node.name(), outputs.get(i)));
            } else if (node.layer() instanceof MaxPool2d
                    || node.layer() instanceof AveragePool2d
                    || node.layer() instanceof Subsample2d) {
                boolean activated = i + 1 < outputs.size()
                        && outputs.get(i + 1).node().layer() instanceof Activation;
                LayerOutput seen = outputs.get(activated ? i + 1 : i);
                sections.add(maps("S" + ++number + ": " + node.name()
                        + (activated ? " and " + seen.node().name() : ""), seen));
            }
        }
        return new Gallery("Feature maps", List.of(subtitle,
                "blue is below zero, vermilion above; the same scale within a layer"), sections)
                .draw();
    }

    private static Gallery.Section maps(String name, LayerOutput output) {
        Shape shape = output.node().output();
        double most = largest(output.values(), 0, output.values().length);
        List<Tile> tiles = new ArrayList<>();
        int size = shape.height() * shape.width();
        for (int c = 0; c < shape.channels(); c++) {
            tiles.add(diverging(Arrays.copyOfRange(output.values(), c * size, (c + 1) * size), 0,
                    shape.width(), shape.height(), most));
        }
        return new Gallery.Section(name + ", " + shape, MAPS_A_ROW,
                Math.max(1, MAP_WIDTH / shape.width()), tiles, most);
    }
}
