package dev.lanewise.cli.network;

import dev.lanewise.cli.base.Choice;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.AveragePool2d;
import dev.lanewise.engine.nn.BatchNorm;
import dev.lanewise.engine.nn.Clip;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.Dense;
import dev.lanewise.engine.nn.Dropout;
import dev.lanewise.engine.nn.Flatten;
import dev.lanewise.engine.nn.GlobalPool2d;
import dev.lanewise.engine.nn.Layer;
import dev.lanewise.engine.nn.LeakyRelu;
import dev.lanewise.engine.nn.MaxPool2d;
import dev.lanewise.engine.nn.PRelu;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A layer as it is written in a line: its name, what may follow, and what is made of it.
 *
 * @param name how it begins
 * @param form how it is written, with what may be left out in brackets
 * @param made reads what follows
 */
record LayerWord(String name, String form, Function<LayerArguments, LayerPart> made) {
    private static final List<LayerWord> ALL = all();

    private static List<LayerWord> all() {
        List<LayerWord> words = new ArrayList<>(List.of(
                new LayerWord("conv", "conv OUT KERNEL [same|pad N] [stride N] [groups N]",
                        LayerWord::conv),
                new LayerWord("depthwise", "depthwise KERNEL [same|pad N] [stride N]",
                        LayerWord::depthwise),
                new LayerWord("maxpool", "maxpool WINDOW [stride N]", LayerWord::maxPool),
                new LayerWord("avgpool", "avgpool WINDOW [stride N]", LayerWord::averagePool),
                word("globalavgpool", () -> GlobalPool2d.AVERAGE),
                word("globalmaxpool", () -> GlobalPool2d.MAX),
                new LayerWord("dense", "dense [UNITS]", LayerWord::dense),
                word("batchnorm", BatchNorm::of),
                new LayerWord("dropout", "dropout RATE",
                        from -> layer(new Dropout((float) from.number("RATE")))),
                word("flatten", Flatten::new),
                word("prelu", PRelu::new),
                word("leaky-relu", LeakyRelu::of),
                word("relu6", Clip::relu6)));
        for (Activation activation : Activation.values()) {
            words.add(word(Choice.name(activation), () -> activation));
        }
        return List.copyOf(words);
    }

    /** The word of a name. */
    static Optional<LayerWord> named(String name) {
        return ALL.stream().filter(word -> word.name.equals(name)).findFirst();
    }

    /** All names. */
    static List<String> names() {
        return ALL.stream().map(LayerWord::name).toList();
    }

    /**
     * What is made of it.
     *
     * @param arguments the words that follow its name
     * @throws IllegalArgumentException if one of them is missing or wrong
     */
    LayerPart part(List<String> arguments) {
        LayerArguments from = new LayerArguments(arguments);
        LayerPart part = made.apply(from);
        from.end();
        return part;
    }

    /** What makes a layer that needs nothing but its name. */
    @FunctionalInterface
    private interface Plain {
        Layer layer();
    }

    private static LayerWord word(String name, Plain plain) {
        return new LayerWord(name, name, from -> layer(plain.layer()));
    }

    private static LayerPart layer(Layer layer) {
        return place -> {
            place.network().layer(layer);
            return place.channels();
        };
    }

    private static LayerPart conv(LayerArguments from) {
        int out = from.whole("OUT");
        Conv2d plain = from.filter().of(out);
        Conv2d convolution = from.option(LayerArguments.GROUPS).map(plain::groups).orElse(plain);
        return place -> {
            place.network().layer(convolution);
            return out;
        };
    }

    private static LayerPart depthwise(LayerArguments from) {
        Filter filter = from.filter();
        return place -> {
            place.network().layer(filter.of(place.channels()).groups(place.channels()));
            return place.channels();
        };
    }

    private static LayerPart maxPool(LayerArguments from) {
        MaxPool2d pool = MaxPool2d.of(from.whole("WINDOW"));
        return layer(from.option(LayerArguments.STRIDE).map(pool::stride).orElse(pool));
    }

    private static LayerPart averagePool(LayerArguments from) {
        AveragePool2d pool = AveragePool2d.of(from.whole("WINDOW"));
        return layer(from.option(LayerArguments.STRIDE).map(pool::stride).orElse(pool));
    }

    private static LayerPart dense(LayerArguments from) {
        Optional<Integer> units = from.wholeIfThere();
        units.ifPresent(Dense::new);
        return place -> {
            int outputs = units.orElse(place.classes());
            place.network().dense(outputs);
            return outputs;
        };
    }
}
