package dev.lanewise.cli.command;

import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.IndexRange;
import dev.lanewise.cli.base.Printable;
import dev.lanewise.cli.base.Ranges;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.cli.picture.PngFile;
import dev.lanewise.cli.show.ShownImages;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.cli.terminal.Terminal;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.mnist.Mnist;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code show}. */
@Command(description = "Shows images of the data with their labels, in the terminal or, with --out,"
        + " as a picture.",
        footerHeading = HelpFooter.EXAMPLES,
        footer = {"See eight of the training images, other ones each time:",
                "  @|bold lanewise show|@",
                "See certain images of the test set:",
                "  @|bold lanewise show --split test --index 3-5,9|@",
                "Draw a sheet of forty, the same each time:",
                "  @|bold lanewise show --random 40 --seed 7 --out sheet.png|@"})
public final class ShowCommand implements Callable<Integer> {
    private static final int USUAL_IMAGES = 8;
    private static final int MOST_IMAGES = 1000;
    /** Seeds that are made up are short, as they are to be typed. */
    private static final int SEEDS = 1_000_000;

    private final CommandContext context;

    @Option(names = "--split", paramLabel = "NAME", converter = Choices.Splits.class,
            completionCandidates = Choices.Splits.class, defaultValue = "train",
            description = "The training or the test images: one of ${COMPLETION-CANDIDATES}"
                    + " (default: ${DEFAULT-VALUE}).")
    private Split split = Split.TRAIN;

    @Option(names = "--random", paramLabel = "N",
            description = "N images drawn by the seed (default: 8).")
    private @Nullable Integer random;

    @Option(names = "--index", paramLabel = "I", split = ",",
            converter = ValueConverters.Indices.class,
            description = "The images with these indices from 0, such as 3-5,9.")
    private @Nullable List<IndexRange> indices;

    @Option(names = "--seed", paramLabel = "N",
            description = "Seed of --random; the same seed shows the same images (default: another"
                    + " one each time, which is printed).")
    private @Nullable Long seed;

    @Option(names = "--out", paramLabel = "FILE",
            description = "Write a PNG file instead of printing.")
    private @Nullable Path out;

    @Mixin
    private DataOption data = new DataOption();

    /** The parts of a data set. */
    enum Split {
        /** Its training images. */
        TRAIN,
        /** Its test images. */
        TEST
    }

    /** The command in its context. */
    public ShowCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        List<IndexRange> given = indices;
        if (given != null) {
            refuseWithIndex("--random", random);
            refuseWithIndex("--seed", seed);
        }
        int count = random == null ? USUAL_IMAGES
                : Ranges.whole("--random", random, 1, MOST_IMAGES);
        if (out != null) {
            PngFile.requireWritable("--out", out, context);
        }
        Mnist source = data.load(context);
        Dataset images = split == Split.TRAIN ? source.train() : source.test();
        ShownImages shown = given == null ? ShownImages.random(images, count, chosenSeed())
                : new ShownImages(images, checked(given, images));
        if (out == null) {
            print(shown);
        } else {
            PngFile.writeSharp(context.resolve(out), shown.sheet(title(source, shown)));
            tell("Wrote " + out + ".");
        }
        return ExitCode.OK;
    }

    private static void refuseWithIndex(String option, @Nullable Object value) {
        if (value != null) {
            throw new UsageException(option + " can't be combined with --index, which says itself"
                    + " which images to show; leave one of them out.");
        }
    }

    private long chosenSeed() {
        if (seed != null) {
            return seed;
        }
        long made = Math.floorMod(context.clock().millis(), (long) SEEDS);
        tell("seed " + made + " (--seed " + made + " shows these again)");
        return made;
    }

    private void tell(String remark) {
        context.terminal().err().println(Printable.of(remark));
        context.terminal().err().flush();
    }

    private String title(Mnist source, ShownImages shown) {
        String part = split == Split.TRAIN ? "training" : "test";
        String name = data.folder(context).isEmpty() ? "MNIST" : source.name();
        return name + ": " + Numbers.counted(shown.indices().length, part + " image");
    }

    private int[] checked(List<IndexRange> given, Dataset images) {
        long count = 0;
        for (IndexRange range : given) {
            if (range.last() >= images.size()) {
                throw new UsageException("--index " + range + " is out of range (0–"
                        + (images.size() - 1) + ").");
            }
            count += range.count();
        }
        if (count > MOST_IMAGES) {
            throw new UsageException("--index must name at most " + MOST_IMAGES
                    + " images; you gave " + count + ".");
        }
        return given.stream().flatMapToInt(IndexRange::indices).toArray();
    }

    private void print(ShownImages shown) {
        Terminal terminal = context.terminal();
        PrintWriter writer = terminal.out();
        // A row is for the prompt.
        int rows = terminal.outIsTerminal() ? terminal.rows() - 1 : Integer.MAX_VALUE;
        shown.lines(terminal.columns(), rows, terminal.outStyle()).forEach(writer::println);
        writer.flush();
    }
}
