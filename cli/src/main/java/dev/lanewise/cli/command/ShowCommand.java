package dev.lanewise.cli.command;

import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.Printable;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.cli.picture.PngFile;
import dev.lanewise.cli.show.ShownImages;
import dev.lanewise.cli.terminal.Numbers;
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
        footer = {"See eight of the training images:",
                "  @|bold lanewise show|@",
                "See certain images of the test set:",
                "  @|bold lanewise show --split test --index 3,5|@",
                "Draw a sheet of forty, the same each time:",
                "  @|bold lanewise show --random 40 --seed 7 --out sheet.png|@"})
public final class ShowCommand implements Callable<Integer> {
    private static final int USUAL_IMAGES = 8;
    private static final int MOST_IMAGES = 1000;

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
            description = "The images with these indices from 0, such as 3,5.")
    private @Nullable List<Integer> indices;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
            description = "Seed of --random (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--out", paramLabel = "FILE",
            description = "Write a PNG file, and show nothing.")
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
        if (random != null && indices != null) {
            throw new UsageException("Option --random expected no --index beside it, found both;"
                    + " leave one of them out.");
        }
        int count = random == null ? USUAL_IMAGES
                : Ranges.whole("--random", random, 1, MOST_IMAGES);
        if (out != null) {
            PngFile.requireWritable("--out", out, context);
        }
        Mnist source = data.load(context);
        Dataset images = split == Split.TRAIN ? source.train() : source.test();
        ShownImages shown = indices == null ? ShownImages.random(images, count, seed)
                : new ShownImages(images, checked(indices, images, source.name()));
        if (out == null) {
            print(shown);
        } else {
            PngFile.writeSharp(context.resolve(out), shown.sheet(title(source, shown)));
            context.terminal().err().println(Printable.of("Wrote " + out + "."));
            context.terminal().err().flush();
        }
        return ExitCode.OK;
    }

    private String title(Mnist source, ShownImages shown) {
        return Numbers.counted(shown.indices().length, splitName() + " image") + " of "
                + source.name();
    }

    private String splitName() {
        return split == Split.TRAIN ? "training" : "test";
    }

    private int[] checked(List<Integer> given, Dataset images, String name) {
        if (given.size() > MOST_IMAGES) {
            throw new UsageException("Option --index expected at most " + MOST_IMAGES
                    + " images, found " + given.size() + "; show fewer.");
        }
        int[] checked = new int[given.size()];
        for (int i = 0; i < checked.length; i++) {
            int index = given.get(i);
            if (index < 0 || index >= images.size()) {
                throw new UsageException("Option --index expected indices from 0 to "
                        + (images.size() - 1) + " of the " + splitName() + " images of " + name
                        + ", found " + index + ".");
            }
            checked[i] = index;
        }
        return checked;
    }

    private void print(ShownImages shown) {
        PrintWriter writer = context.terminal().out();
        shown.lines(context.terminal().columns(), context.terminal().outStyle())
                .forEach(writer::println);
        writer.flush();
    }
}
